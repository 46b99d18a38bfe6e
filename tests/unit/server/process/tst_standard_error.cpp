// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/process/log_output.h"
#include "server/process/standard_error.h"
#include "shared/base/log.h"

#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace shoal;
using namespace shoal::process;

namespace {

// 2026-01-02T03:04:05.678Z
class FixedClock final : public Clock
{
public:
    int64_t wallNs() const override { return 1'767'323'045'678'000'000; }
    int64_t monotonicNs() const override { return 0; }
    TimerId after(std::chrono::milliseconds, std::function<void()>) override { return 0; }
    void cancel(TimerId) override {}
};

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(not there)");
}

// Standard error goes to a file of its own while it lives.
class CaughtErrors
{
public:
    explicit CaughtErrors(const QString& path) : m_path(path), m_kept(::dup(STDERR_FILENO))
    {
        const int file = ::open(path.toUtf8().constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        ::dup2(file, STDERR_FILENO);
        ::close(file);
    }
    ~CaughtErrors()
    {
        ::dup2(m_kept, STDERR_FILENO);
        ::close(m_kept);
        qunsetenv("JOURNAL_STREAM");
    }
    void callItTheJournal() const
    {
        struct stat status
        {};
        ::fstat(STDERR_FILENO, &status);
        qputenv("JOURNAL_STREAM", QByteArray::number(static_cast<quint64>(status.st_dev)) + ":" +
                                      QByteArray::number(static_cast<quint64>(status.st_ino)));
    }
    QByteArray text() const { return contentOf(m_path); }

private:
    const QString m_path;
    const int m_kept;
};

} // namespace

class TstStandardError : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLineHasTimeAndLevel()
    {
        const CaughtErrors errors(m_folder.filePath(QStringLiteral("stderr")));
        LogOutput log(m_clock);
        log.setPrefix("www: ");
        qCWarning(logNet, "a\nb");
        QCOMPARE(errors.text(), QByteArray("www: 2026-01-02T03:04:05.678Z warning shoal.net: a\\x0ab\n"));
    }

    void theJournalGetsPrioritiesAndHasTimesOfItsOwn()
    {
        const CaughtErrors errors(m_folder.filePath(QStringLiteral("stderr")));
        errors.callItTheJournal();
        LogOutput log(m_clock);
        log.setPrefix("www: ");
        qCInfo(logEngine, "one");
        qCWarning(logEngine, "two");
        qCCritical(logEngine, "three");
        QCOMPARE(errors.text(), QByteArray("<6>www: shoal.engine: one\n"
                                           "<4>www: shoal.engine: two\n"
                                           "<3>www: shoal.engine: three\n"));
    }

    void anotherPlaceThanTheJournalIsNotTakenForIt()
    {
        const CaughtErrors errors(m_folder.filePath(QStringLiteral("stderr")));
        qputenv("JOURNAL_STREAM", "8:1");
        QVERIFY(!isJournal());
        errors.callItTheJournal();
        QVERIFY(isJournal());
        LogOutput log(m_clock);
        const QString path = m_folder.filePath(QStringLiteral("file"));
        QVERIFY(log.writeTo(path.toStdString(), 0));
        qCInfo(logEngine, "one");
        QCOMPARE(contentOf(path), QByteArray("2026-01-02T03:04:05.678Z info shoal.engine: one\n"));
    }

    void complaintsHaveEachLineMarked()
    {
        const CaughtErrors errors(m_folder.filePath(QStringLiteral("stderr")));
        complain("www: ", "a\nb");
        errors.callItTheJournal();
        complain("www: ", "a\nb");
        QCOMPARE(errors.text(), QByteArray("www: a\nwww: b\n<3>www: a\n<3>www: b\n"));
    }

    void anotherFileAtRunTime()
    {
        LogOutput log(m_clock);
        const QString one = m_folder.filePath(QStringLiteral("one"));
        const QString two = m_folder.filePath(QStringLiteral("two"));
        QVERIFY(log.writeTo(one.toStdString(), 0));
        qCInfo(logEngine, "1");
        QVERIFY(log.writeTo(two.toStdString(), 0));
        qCInfo(logEngine, "2");
        QVERIFY(!log.writeTo(m_folder.filePath(QStringLiteral("no/such/folder")).toStdString(), 0));
        qCInfo(logEngine, "3"); // where the new one cannot be opened the old one stays
        QVERIFY(log.reopen());
        QVERIFY(contentOf(one).endsWith(": 1\n"));
        QVERIFY(contentOf(two).contains(": 2\n") && contentOf(two).endsWith(": 3\n"));
    }

private:
    QTemporaryDir m_folder;
    const FixedClock m_clock;
};

QTEST_GUILESS_MAIN(TstStandardError)
#include "tst_standard_error.moc"
