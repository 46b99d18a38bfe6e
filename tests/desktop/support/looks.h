// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QPalette>
#include <QStringList>
#include <QStyle>
#include <QStyleFactory>
#include <QTest>
#include <QWidget>

namespace shoal::test {

// The palettes of a light and a dark desktop, with the same style.
inline QPalette palette(bool isDark)
{
    if (!isDark)
        return QApplication::style()->standardPalette();
    QPalette dark(QColor(0x31, 0x36, 0x3b), QColor(0x2a, 0x2e, 0x32));
    dark.setColor(QPalette::Base, QColor(0x1b, 0x1e, 0x20));
    dark.setColor(QPalette::AlternateBase, QColor(0x23, 0x26, 0x29));
    dark.setColor(QPalette::Highlight, QColor(0x3d, 0xae, 0xe9));
    dark.setColor(QPalette::Link, QColor(0x1d, 0x99, 0xf3));
    dark.setColor(QPalette::PlaceholderText, QColor(0xa1, 0xa9, 0xb1));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        dark.setColor(role, QColor(0xfc, 0xfc, 0xfc));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        dark.setColor(QPalette::Disabled, role, QColor(0x7a, 0x7f, 0x84));
    dark.setColor(QPalette::ToolTipBase, QColor(0x31, 0x36, 0x3b));
    dark.setColor(QPalette::ToolTipText, QColor(0xfc, 0xfc, 0xfc));
    return dark;
}

// What a person could not read: labels and buttons that have less room than their text needs.
inline QStringList cutTexts(const QWidget& root)
{
    // What was shown just now gets its place by an event. A place that changes another one asks again.
    for (int i = 0; i < 3; ++i)
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    QStringList cut;
    for (const auto* const label : root.findChildren<QLabel*>()) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        const QSize needed =
            label->wordWrap() ? QSize(0, label->heightForWidth(label->width())) : label->minimumSizeHint();
        if (label->width() < needed.width() || label->height() < needed.height())
            cut.append(label->text());
    }
    for (const auto* const button : root.findChildren<QAbstractButton*>())
        if (button->isVisible() && !button->text().isEmpty() && button->width() < button->minimumSizeHint().width())
            cut.append(button->text());
    return cut;
}

// Controls that a screen reader could not name.
inline QStringList namelessControls(const QWidget& root)
{
    QStringList nameless;
    for (const auto* const widget : root.findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || !widget->isEnabled() ||
            widget->objectName().startsWith(QLatin1String("qt_")))
            continue;
        const auto* const accessible = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget));
        if (accessible && accessible->text(QAccessible::Name).isEmpty())
            nameless.append(QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') +
                            widget->objectName());
    }
    return nameless;
}

// Keeps a picture below $SHOAL_SCREENSHOTS, when that is set.
inline void keepPicture(QWidget& widget, const QString& name)
{
    const QString folder = qEnvironmentVariable("SHOAL_SCREENSHOTS");
    if (folder.isEmpty())
        return;
    QVERIFY(QDir().mkpath(folder));
    const QString scale = widget.devicePixelRatio() > 1 ? QStringLiteral("-2x") : QString();
    QVERIFY(widget.grab().save(folder + QLatin1Char('/') + name + scale + QLatin1String(".png")));
}

} // namespace shoal::test
