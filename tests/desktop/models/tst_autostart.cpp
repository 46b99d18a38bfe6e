// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/autostart.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace shoal::models;

class TstAutostart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onAndOff();
    void commandsAreQuoted_data();
    void commandsAreQuoted();
    void desktopsSwitchItOff_data();
    void desktopsSwitchItOff();
    void aFolderThatCannotBeWritten();
};

void TstAutostart::onAndOff()
{
    const QTemporaryDir home;
    Autostart autostart(home.path() + QLatin1String("/.config"), {QStringLiteral("/usr/bin/shoal-desktop")});
    QVERIFY(!autostart.isOn());
    QVERIFY(autostart.set(false)); // nothing to do
    QVERIFY(autostart.set(true));
    QVERIFY(autostart.isOn());
    QCOMPARE(autostart.path(), home.path() + QLatin1String("/.config/autostart/shoal-desktop.desktop"));
    QVERIFY(autostart.set(true));
    QVERIFY(autostart.set(false));
    QVERIFY(!autostart.isOn());
    QVERIFY(!QFile::exists(autostart.path()));
}

void TstAutostart::commandsAreQuoted_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QByteArray>("line");
    const auto row = [](const char* sentence, const QStringList& command, const char* line) {
        QTest::newRow(sentence) << command << QByteArray(line);
    };
    row("a program and an argument", {QStringLiteral("/usr/bin/shoal-desktop"), QStringLiteral("--hidden")},
        "Exec=\"/usr/bin/shoal-desktop\" \"--hidden\"");
    row("a blank", {QStringLiteral("/opt/my programs/shoal-desktop")}, "Exec=\"/opt/my programs/shoal-desktop\"");
    row("a percent sign", {QStringLiteral("/opt/100%/s")}, "Exec=\"/opt/100%%/s\"");
    row("what a shell would take", {QStringLiteral("/opt/$a`b\"c\\d")}, "Exec=\"/opt/\\\\$a\\\\`b\\\\\"c\\\\\\\\d\"");
}

void TstAutostart::commandsAreQuoted()
{
    QFETCH(QStringList, command);
    QFETCH(QByteArray, line);
    const QTemporaryDir home;
    Autostart autostart(home.path(), command);
    QVERIFY(autostart.set(true));
    QFile file(autostart.path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(text.startsWith("[Desktop Entry]\n"));
    QVERIFY2(text.split('\n').contains(line), text.constData());
}

void TstAutostart::desktopsSwitchItOff_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("the standard's way") << QByteArray("Hidden=true");
    QTest::newRow("another way") << QByteArray("X-GNOME-Autostart-enabled = false");
}

void TstAutostart::desktopsSwitchItOff()
{
    QFETCH(QByteArray, line);
    const QTemporaryDir home;
    Autostart autostart(home.path(), {QStringLiteral("shoal-desktop")});
    QVERIFY(autostart.set(true));
    QFile file(autostart.path());
    QVERIFY(file.open(QIODevice::Append));
    file.write(line + '\n');
    file.close();
    QVERIFY(!autostart.isOn());
    QVERIFY(autostart.set(true));
    QVERIFY(autostart.isOn());
}

void TstAutostart::aFolderThatCannotBeWritten()
{
    Autostart autostart(QStringLiteral("/proc/config"), {QStringLiteral("shoal-desktop")});
    const auto done = autostart.set(true);
    QVERIFY(!done);
    QVERIFY(done.error().context.find("/proc/config/autostart") != std::string::npos);
    QVERIFY(!autostart.isOn());
}

QTEST_GUILESS_MAIN(TstAutostart)
#include "tst_autostart.moc"
