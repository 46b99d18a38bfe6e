// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/ui/note_line.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QWidget>

namespace shoal::test {

// The button below `root` that a person reads so, mnemonics left out. Null when none is shown.
inline QAbstractButton* button(const QWidget& root, const QString& text)
{
    for (auto* const each : root.findChildren<QAbstractButton*>())
        if (each->isVisible() && each->text().remove(QLatin1Char('&')) == text)
            return each;
    return nullptr;
}

inline void press(const QWidget& root, const char* text)
{
    auto* const found = button(root, QString::fromUtf8(text));
    QVERIFY2(found, text);
    QVERIFY2(found->isEnabled(), text);
    // Right of the text a check box is deaf.
    const bool isPush = qobject_cast<QPushButton*>(found);
    QTest::mouseClick(found, Qt::LeftButton, {}, isPush ? found->rect().center() : QPoint(8, found->height() / 2));
}

// All sentences that are shown below `root`.
inline QStringList sentences(const QWidget& root)
{
    QStringList texts;
    for (const auto* const line : root.findChildren<ui::NoteLine*>())
        if (line->isVisible())
            texts.append(line->text());
    return texts;
}

inline bool says(const QWidget& root, const char* part)
{
    const QStringList all = sentences(root);
    return std::any_of(all.begin(), all.end(),
                       [part](const QString& text) { return text.contains(QString::fromUtf8(part)); });
}

} // namespace shoal::test
