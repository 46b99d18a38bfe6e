// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QTranslator>

namespace shoal::ui {

// The language of the program: that of the system, or another that the person chose. Changing it needs no restart: the
// windows get QEvent::LanguageChange. One for the application; GUI thread.
class Languages
{
public:
    struct Language
    {
        QString code; // "de", "zh_CN"
        QString name; // as its speakers call it
    };

    Languages();
    ~Languages();
    Languages(const Languages&) = delete;
    Languages& operator=(const Languages&) = delete;

    // Those that there are translations of, by name.
    static QList<Language> available();
    // Empty: the system's.
    void use(const QString& code);
    QString chosen() const { return m_chosen; }

private:
    void install();

    QString m_chosen;
    QTranslator m_own;
    QTranslator m_qt; // of the buttons that Qt makes
};

} // namespace shoal::ui
