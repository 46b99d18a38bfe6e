// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/app/shown_instance.h"
#include "scripted_instance.h"

#include <QSignalSpy>
#include <QTest>

using namespace shoal;
using app::ShownInstance;

// Which instance a program shows that is started again and again with the same settings.
class TstShownInstance : public QObject
{
    Q_OBJECT

    struct Program
    {
        Program(Clock& clock, const QString& file)
            : instance(clock), settings(file, QSettings::IniFormat), shown(instance, settings)
        {}

        models::Instance instance;
        QSettings settings;
        ShownInstance shown;
        QSignalSpy isAnother{&shown, &ShownInstance::isAnother};
        QSignalSpy attached{&instance, &models::Instance::attached};
    };

private Q_SLOTS:
    void initTestCase() { qputenv("SHOAL_RUNTIME_DIR", m_folder.filePath(QStringLiteral("run")).toUtf8()); }
    void init()
    {
        m_file = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()));
        m_own.listen();
        m_server.listen();
    }
    void withoutAChoiceItIsThatOfTheProgram();
    void theChosenOneIsShownAgain();
    void thatOfTheProgramCanBeChosenAgain();
    void whatIsNamedIsNotRemembered();
    void whatIsGoneIsSaidAndStaysChosen();
    void whatDoesNotAnswerIsSaid();
    void whatEndsWhileItIsShownIsWaitedFor();

private:
    std::unique_ptr<Program> start() { return std::make_unique<Program>(*m_own.clock, m_file); }

    QTemporaryDir m_folder;
    QString m_file;
    ScriptedInstance m_own, m_server;
};

void TstShownInstance::withoutAChoiceItIsThatOfTheProgram()
{
    const auto program = start();
    program->shown.begin({});
    QCOMPARE(program->shown.current(), Bytes());
    program->shown.ownStarted(m_own.path);
    QTRY_COMPARE(program->attached.size(), 1);
    QCOMPARE(program->shown.current(), m_own.path);
}

void TstShownInstance::theChosenOneIsShownAgain()
{
    auto program = start();
    program->shown.begin({});
    program->shown.ownStarted(m_own.path);
    program->shown.choose(m_server.path);
    QTRY_COMPARE(program->attached.size(), 1);
    program = start();
    program->shown.begin({});
    program->shown.ownStarted(m_own.path);
    QCOMPARE(program->shown.current(), m_server.path);
    QTRY_COMPARE(program->attached.size(), 1);
    QCOMPARE(program->isAnother.size(), 0);
}

void TstShownInstance::thatOfTheProgramCanBeChosenAgain()
{
    auto program = start();
    program->shown.ownStarted(m_own.path);
    program->shown.choose(m_server.path);
    program->shown.choose({});
    QCOMPARE(program->shown.current(), m_own.path);
    program = start();
    program->shown.begin({});
    program->shown.ownStarted(m_own.path);
    QCOMPARE(program->shown.current(), m_own.path);
}

void TstShownInstance::whatIsNamedIsNotRemembered()
{
    auto program = start();
    program->shown.begin(m_server.path);
    QTRY_COMPARE(program->attached.size(), 1);
    program = start();
    program->shown.begin({});
    QCOMPARE(program->shown.current(), Bytes());
}

void TstShownInstance::whatIsGoneIsSaidAndStaysChosen()
{
    auto program = start();
    program->shown.choose(m_server.path);
    m_server.server.close();
    program = start();
    program->shown.begin({});
    QCOMPARE(program->isAnother.size(), 1);
    QVERIFY(program->isAnother[0][0].toString().contains(QString::fromStdString(m_server.path)));
    program->shown.ownStarted(m_own.path);
    QTRY_COMPARE(program->attached.size(), 1);
    QCOMPARE(program->shown.current(), m_own.path);
    m_server.listen();
    program = start();
    program->shown.begin({});
    QCOMPARE(program->shown.current(), m_server.path);
}

// As a daemon leaves its socket that was killed.
void TstShownInstance::whatDoesNotAnswerIsSaid()
{
    auto program = start();
    program->shown.choose(m_server.path);
    const QString moved = QString::fromStdString(m_server.path) + QStringLiteral(".kept");
    QVERIFY(QFile::rename(QString::fromStdString(m_server.path), moved));
    m_server.server.close();
    QVERIFY(QFile::rename(moved, QString::fromStdString(m_server.path)));
    program = start();
    program->shown.ownStarted(m_own.path);
    QTRY_COMPARE(program->attached.size(), 1);
    program->shown.begin({});
    QTRY_COMPARE(program->isAnother.size(), 1);
    QCOMPARE(program->shown.current(), m_own.path);
    QTRY_COMPARE(program->attached.size(), 2);
    QVERIFY(QFile::remove(QString::fromStdString(m_server.path)));
}

void TstShownInstance::whatEndsWhileItIsShownIsWaitedFor()
{
    const auto program = start();
    program->shown.ownStarted(m_own.path);
    program->shown.choose(m_server.path);
    QTRY_COMPARE(program->attached.size(), 1);
    QSignalSpy lost(&program->instance, &models::Instance::lost);
    m_server.server.close();
    QTRY_COMPARE(lost.size(), 1);
    QCOMPARE(program->shown.current(), m_server.path);
    QCOMPARE(program->isAnother.size(), 0);
    m_server.listen();
    QTRY_COMPARE(program->attached.size(), 2);
}

QTEST_GUILESS_MAIN(TstShownInstance)
#include "tst_shown_instance.moc"
