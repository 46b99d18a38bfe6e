// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/languages.h"
#include "desktop/ui/share_wizard.h"
#include "looks.h"
#include "played_engine.h"
#include "played_secrets.h"
#include "widgets.h"

using namespace shoal;
using namespace shoal::test;

namespace {

QString files(int count)
{
    return QCoreApplication::translate("shoal::ui::SnapshotDialog", "%Ln file(s)", nullptr, count);
}

} // namespace

class TstLanguages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theseAreThere();
    void plurals_data();
    void plurals();
    void windowsChangeWithoutARestart();
    void somebodyWhoGoesBackFindsEnglish();
};

void TstLanguages::theseAreThere()
{
    QMap<QString, QString> names;
    for (const auto& language : ui::Languages::available())
        names[language.code] = language.name;
    for (const char* code : {"de", "en", "es", "fr", "zh_CN"})
        QVERIFY2(names.contains(QString::fromLatin1(code)), code);
    QCOMPARE(names[QStringLiteral("de")], QStringLiteral("Deutsch"));
    QCOMPARE(names[QStringLiteral("fr")], QStringLiteral("Français"));
}

void TstLanguages::plurals_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("many");
    QTest::newRow("English") << "en"
                             << "1 file"
                             << "2 files";
    QTest::newRow("German") << "de"
                            << "1 Datei"
                            << "2 Dateien";
    QTest::newRow("Spanish") << "es"
                             << "1 archivo"
                             << "2 archivos";
    QTest::newRow("French") << "fr"
                            << "1 fichier"
                            << "2 fichiers";
    QTest::newRow("Chinese") << "zh_CN" << QStringLiteral("1 个文件") << QStringLiteral("2 个文件");
}

void TstLanguages::plurals()
{
    QFETCH(QString, code);
    QFETCH(QString, one);
    QFETCH(QString, many);
    ui::Languages languages;
    languages.use(code);
    QCOMPARE(files(1), one);
    QCOMPARE(files(2), many);
}

void TstLanguages::windowsChangeWithoutARestart()
{
    ui::Languages languages;
    languages.use(QStringLiteral("en"));
    PlayedEngine engine;
    PlayedSecrets secrets;
    ui::ShareWizard wizard(engine.instance, secrets);
    wizard.openLink(PlayedSecrets::readOnly());
    wizard.show();
    QVERIFY(says(wizard, "A read-only secret"));
    languages.use(QStringLiteral("de"));
    QTRY_COMPARE(wizard.windowTitle(), QStringLiteral("Eine Freigabe hinzufügen"));
    QCOMPARE(wizard.currentPage()->title(), QStringLiteral("Einer Freigabe beitreten"));
    QVERIFY(says(wizard, "Ein Geheimnis nur zum Lesen"));
    QVERIFY(button(wizard, QStringLiteral("Durchsuchen…")));
    QCOMPARE(cutTexts(wizard), QStringList());
    languages.use(QStringLiteral("zh_CN"));
    QTRY_COMPARE(wizard.currentPage()->title(), QStringLiteral("加入共享"));
}

void TstLanguages::somebodyWhoGoesBackFindsEnglish()
{
    ui::Languages languages;
    languages.use(QStringLiteral("de"));
    QCOMPARE(files(2), QStringLiteral("2 Dateien"));
    languages.use(QStringLiteral("en"));
    QCOMPARE(files(2), QStringLiteral("2 files"));
    // A language that there is no translation of.
    languages.use(QStringLiteral("fi"));
    QCOMPARE(files(2), QStringLiteral("2 files"));
}

QTEST_MAIN(TstLanguages)
#include "tst_languages.moc"
