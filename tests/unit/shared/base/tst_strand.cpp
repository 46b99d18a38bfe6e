// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/executor.h"

#include <QCoreApplication>
#include <QSemaphore>
#include <QTest>
#include <QThread>

#include <atomic>
#include <deque>
#include <thread>
#include <vector>

using namespace shoal;

namespace {

// Runs a posted task when it is told to.
class SteppingExecutor final : public Executor
{
public:
    void post(Task task) override { m_tasks.push_back(std::move(task)); }
    size_t waiting() const { return m_tasks.size(); }
    bool step()
    {
        if (m_tasks.empty())
            return false;
        const Task task = std::move(m_tasks.front());
        m_tasks.pop_front();
        task();
        return true;
    }

private:
    std::deque<Task> m_tasks;
};

} // namespace

class TstStrand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tasksRunInTheOrderTheyWerePosted();
    void nothingRunsInLine();
    void aTaskMayPostToItsOwnStrand();
    void strandsShareAPoolInTurns();
    void whatWasPostedRunsThoughTheStrandIsGone();
    void aTaskIsGoneBeforeTheNextOneRuns();
    void onAPoolOfThreadsTasksNeverOverlap();
    void aPoolFinishesWhatWasPosted();
    void aLoopRunsTasksOnItsThreadInOrder();
    void aLoopDropsTasksOfADeadContext();
    void aContextMayDieWhileOthersPost();
};

void TstStrand::tasksRunInTheOrderTheyWerePosted()
{
    SteppingExecutor pool;
    Strand strand(pool);
    std::vector<int> ran;
    for (int i = 0; i < 100; ++i)
        strand.post([&ran, i] { ran.push_back(i); });
    while (pool.step()) {
    }
    QCOMPARE(ran.size(), size_t(100));
    for (int i = 0; i < 100; ++i)
        QCOMPARE(ran[static_cast<size_t>(i)], i);
}

void TstStrand::nothingRunsInLine()
{
    SteppingExecutor pool;
    Strand strand(pool);
    bool ran = false;
    strand.post([&] { ran = true; });
    QVERIFY(!ran);
    QCOMPARE(pool.waiting(), size_t(1));
    QVERIFY(pool.step());
    QVERIFY(ran);
    QVERIFY(!pool.step()); // an idle strand costs nothing
}

void TstStrand::aTaskMayPostToItsOwnStrand()
{
    SteppingExecutor pool;
    Strand strand(pool);
    std::vector<int> ran;
    strand.post([&] {
        strand.post([&] { ran.push_back(3); });
        ran.push_back(1);
    });
    strand.post([&] { ran.push_back(2); });
    while (pool.step()) {
    }
    QVERIFY((ran == std::vector<int>{1, 2, 3}));
}

void TstStrand::strandsShareAPoolInTurns()
{
    SteppingExecutor pool;
    Strand busy(pool);
    Strand other(pool);
    std::vector<char> ran;
    for (int i = 0; i < 3; ++i)
        busy.post([&] { ran.push_back('b'); });
    other.post([&] { ran.push_back('o'); });
    while (pool.step()) {
    }
    QVERIFY((ran == std::vector<char>{'b', 'o', 'b', 'b'}));
}

void TstStrand::whatWasPostedRunsThoughTheStrandIsGone()
{
    SteppingExecutor pool;
    int ran = 0;
    {
        Strand strand(pool);
        strand.post([&] { ++ran; });
        strand.post([&] { ++ran; });
    }
    while (pool.step()) {
    }
    QCOMPARE(ran, 2);
}

void TstStrand::aTaskIsGoneBeforeTheNextOneRuns()
{
    SteppingExecutor pool;
    Strand strand(pool);
    auto owned = std::make_shared<int>(1);
    const std::weak_ptr<int> seen = owned;
    bool goneByThen = false;
    strand.post([kept = std::move(owned)] { (void)kept; });
    strand.post([&] { goneByThen = seen.expired(); });
    while (pool.step()) {
    }
    QVERIFY(goneByThen);
}

void TstStrand::onAPoolOfThreadsTasksNeverOverlap()
{
    constexpr int kPosters = 4;
    constexpr int kTasks = 500;
    const auto pool = makeThreadPool(4);
    Strand strand(*pool);
    std::atomic<int> inside = 0;
    std::atomic<bool> overlapped = false;
    std::vector<std::vector<int>> ran(kPosters); // no lock: the strand is one
    QSemaphore done;
    std::vector<std::thread> posters;
    for (int poster = 0; poster < kPosters; ++poster) {
        posters.emplace_back([&, poster] {
            for (int i = 0; i < kTasks; ++i) {
                strand.post([&, poster, i] {
                    if (inside.fetch_add(1) != 0)
                        overlapped = true;
                    ran[static_cast<size_t>(poster)].push_back(i);
                    inside.fetch_sub(1);
                    done.release();
                });
            }
        });
    }
    for (std::thread& poster : posters)
        poster.join();
    done.acquire(kPosters * kTasks);
    QVERIFY(!overlapped);
    for (const std::vector<int>& order : ran) {
        QCOMPARE(order.size(), size_t(kTasks));
        QVERIFY(std::is_sorted(order.begin(), order.end()));
    }
}

void TstStrand::aPoolFinishesWhatWasPosted()
{
    std::atomic<int> ran = 0;
    {
        const auto pool = makeThreadPool(2);
        for (int i = 0; i < 100; ++i)
            pool->post([&] { ++ran; });
    }
    QCOMPARE(ran.load(), 100);
}

void TstStrand::aLoopRunsTasksOnItsThreadInOrder()
{
    QObject context;
    const auto loop = makeLoopExecutor(&context);
    std::vector<int> ran;
    std::thread poster([&] {
        for (int i = 0; i < 10; ++i) {
            loop->post([&ran, i, mine = QThread::currentThread()] {
                if (QThread::currentThread() != mine)
                    ran.push_back(i);
            });
        }
    });
    poster.join();
    QVERIFY(ran.empty());
    QCoreApplication::processEvents();
    QVERIFY((ran == std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
}

void TstStrand::aLoopDropsTasksOfADeadContext()
{
    auto context = std::make_unique<QObject>();
    const auto loop = makeLoopExecutor(context.get());
    bool ran = false;
    loop->post([&] { ran = true; });
    context.reset();
    loop->post([&] { ran = true; });
    QCoreApplication::processEvents();
    QVERIFY(!ran);
}

// The sanitizers see what is wrong with that, if anything is.
void TstStrand::aContextMayDieWhileOthersPost()
{
    for (int i = 0; i < 300; ++i) {
        auto context = std::make_unique<QObject>();
        const auto loop = makeLoopExecutor(context.get());
        std::atomic<bool> ended = false;
        std::atomic<int> posted = 0;
        int late = 0;
        std::thread other([&] {
            while (!ended) {
                loop->post([&] { late += context ? 0 : 1; });
                ++posted;
            }
        });
        while (posted == 0)
            std::this_thread::yield();
        context.reset();
        ended = true;
        other.join();
        QCoreApplication::sendPostedEvents();
        QCOMPARE(late, 0);
    }
}

QTEST_GUILESS_MAIN(TstStrand)
#include "tst_strand.moc"
