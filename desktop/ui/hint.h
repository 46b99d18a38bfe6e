// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace shoal::ui {

// Stands where there is nothing to show: says why, and what can be done next, with a button for it where there is one.
class Hint final : public QWidget
{
    Q_OBJECT

public:
    explicit Hint(QWidget* parent = nullptr);

    void setTexts(const QString& title, const QString& text);
    // An empty text takes the button away.
    void setAction(const QString& text);
    QString title() const;
    QString text() const;

Q_SIGNALS:
    void actionChosen();

private:
    QLabel* const m_title;
    QLabel* const m_text;
    QPushButton* const m_action;
};

} // namespace shoal::ui
