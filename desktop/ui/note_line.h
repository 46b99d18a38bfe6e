// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace shoal::ui {

// A sentence with a sign of what it means, in place: nothing pops up. Takes no room while it says nothing.
class NoteLine final : public QWidget
{
    Q_OBJECT

public:
    enum class Kind { Good, Note, Warning, Error };

    explicit NoteLine(QWidget* parent = nullptr);

    void say(Kind kind, const QString& sentence);
    void clear();
    QString text() const;
    Kind kind() const { return m_kind; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void drawSign();

    QLabel* const m_sign;
    QLabel* const m_text;
    Kind m_kind = Kind::Note;
};

} // namespace shoal::ui
