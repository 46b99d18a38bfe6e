// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QToolButton;

namespace shoal::ui {

// A sentence above the content of a window that a person closes after reading; it takes no focus and blocks nothing.
class MessageBar final : public QFrame
{
    Q_OBJECT

public:
    explicit MessageBar(QWidget* parent = nullptr);

    void say(const QString& text);
    QString text() const;

Q_SIGNALS:
    void closed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QLabel* const m_icon;
    QLabel* const m_text;
    QToolButton* const m_close;
};

} // namespace shoal::ui
