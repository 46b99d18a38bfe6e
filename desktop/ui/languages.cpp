// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/languages.h"

#include <QCoreApplication>
#include <QDir>
#include <QGuiApplication>
#include <QLibraryInfo>
#include <QLocale>

#include <algorithm>

namespace shoal::ui {

namespace {

const QString kFolder = QStringLiteral(":/i18n");
const QString kPrefix = QStringLiteral("shoal_");

// "Deutsch", and with the country only where there are several of one language.
QString nativeName(const QString& code)
{
    QString name = QLocale(code).nativeLanguageName();
    if (name.isEmpty())
        return code;
    name[0] = name[0].toUpper();
    return name;
}

} // namespace

Languages::Languages()
{
    install();
}

Languages::~Languages()
{
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
}

QList<Languages::Language> Languages::available()
{
    QList<Language> found;
    for (QString file : QDir(kFolder).entryList({kPrefix + QLatin1String("*.qm")}))
        if (const QString code = file.mid(kPrefix.size()).chopped(3); !code.isEmpty())
            found.append({code, nativeName(code)});
    std::sort(found.begin(), found.end(), [](const Language& a, const Language& b) { return a.name < b.name; });
    return found;
}

void Languages::use(const QString& code)
{
    if (code == m_chosen)
        return;
    m_chosen = code;
    install();
}

void Languages::install()
{
    const QLocale locale = m_chosen.isEmpty() ? QLocale::system() : QLocale(m_chosen);
    QLocale::setDefault(locale);
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
    if (m_qt.load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                  QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    // Plurals need the English one, too.
    if (m_own.load(locale, QStringLiteral("shoal"), QStringLiteral("_"), kFolder) ||
        m_own.load(kPrefix + QLatin1String("en"), kFolder))
        QCoreApplication::installTranslator(&m_own);
    QGuiApplication::setLayoutDirection(locale.textDirection());
}

} // namespace shoal::ui
