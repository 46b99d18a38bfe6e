// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/process/log_output.h"
#include "server/process/pid_file.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace shoal;
using namespace shoal::process;

namespace {

constexpr int64_t kLimit = 4'000;

QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(not there)");
}

// 50 lines of about 90 bytes each: a little more than the limit.
void talk(LogOutput& log, const Bytes& path)
{
    if (const auto opened = log.writeTo(path, kLimit); !opened)
        qFatal("%s", opened.error().context.c_str());
    for (int line = 0; line < 50; ++line)
        qInfo("line %02d of those that were written to fill a log", line);
}

} // namespace

class TstLogOutput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFullLogBecomesTheOldOne();
    void whereNamesCannotChangeTheOlderHalfGoes();
    void theProcessIdIsThereWhileItRuns();

private:
    std::unique_ptr<Clock> m_clock = makeSystemClock();
};

void TstLogOutput::aFullLogBecomesTheOldOne()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x.log"));
    {
        LogOutput log(*m_clock);
        talk(log, path.toStdString());
    }
    const QByteArray old = read(path + QStringLiteral(".old")), now = read(path);
    QVERIFY(old.size() >= kLimit && old.size() < kLimit + 200);
    QVERIFY(old.contains("line 00 ") && now.contains("line 49 "));
    QCOMPARE((old + now).count('\n'), 50);
}

void TstLogOutput::whereNamesCannotChangeTheOlderHalfGoes()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x.log"));
    QVERIFY(QDir().mkpath(path + QStringLiteral(".old/in the way")));
    {
        LogOutput log(*m_clock);
        talk(log, path.toStdString());
    }
    const QByteArray now = read(path);
    QVERIFY(now.size() < kLimit);
    QVERIFY(now.startsWith("20") && now.contains("line 40 ") && now.contains("line 49 "));
    QVERIFY(!now.contains("line 00 "));
}

void TstLogOutput::theProcessIdIsThereWhileItRuns()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x.pid"));
    {
        const auto file = PidFile::write(path.toStdString());
        QVERIFY(file);
        QCOMPARE(read(path), QByteArray::number(::getpid()) + "\n");
    }
    QVERIFY(!QFile::exists(path));
    const auto refused = PidFile::write((path + QStringLiteral("/below")).toStdString());
    QVERIFY(!refused && refused.error().context.find("pid_file") != Bytes::npos);
}

QTEST_GUILESS_MAIN(TstLogOutput)
#include "tst_log_output.moc"
