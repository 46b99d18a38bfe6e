// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/executor.h"

#include <QMetaObject>
#include <QObject>
#include <QThreadPool>

#include <deque>
#include <latch>
#include <mutex>

namespace shoal {

namespace {

class ThreadPool final : public Executor
{
public:
    explicit ThreadPool(int threads)
    {
        m_pool.setMaxThreadCount(threads);
        m_pool.setExpiryTimeout(-1);
        // All threads start now. Each needs a descriptor for its event dispatcher, and one that is started when no more
        // files can be opened ends the process.
        std::latch started(threads);
        for (int i = 0; i < threads; ++i)
            m_pool.start([&started] { started.arrive_and_wait(); });
        m_pool.waitForDone();
    }
    ~ThreadPool() override { m_pool.waitForDone(); }
    void post(Task task) override { m_pool.start(std::move(task)); }

private:
    QThreadPool m_pool;
};

class LoopExecutor final : public Executor
{
public:
    explicit LoopExecutor(QObject* context)
    {
        m_target->context = context;
        // Called by whoever destroys it, who waits until nobody posts. What was posted in time Qt drops after this.
        QObject::connect(context, &QObject::destroyed, [target = m_target] {
            const std::lock_guard lock(target->mutex);
            target->context = nullptr;
        });
    }
    void post(Task task) override
    {
        const std::lock_guard lock(m_target->mutex); // a dropped task dies later: it is a parameter
        if (m_target->context)
            QMetaObject::invokeMethod(m_target->context, std::move(task), Qt::QueuedConnection);
    }

private:
    struct Target
    {
        std::mutex mutex;
        QObject* context = nullptr;
    };
    const std::shared_ptr<Target> m_target = std::make_shared<Target>();
};

} // namespace

std::unique_ptr<Executor> makeThreadPool(int threads)
{
    return std::make_unique<ThreadPool>(threads);
}

std::unique_ptr<Executor> makeLoopExecutor(QObject* context)
{
    return std::make_unique<LoopExecutor>(context);
}

struct Strand::State
{
    Executor* pool = nullptr;
    std::mutex mutex;
    std::deque<Task> tasks;
    bool running = false;

    static void schedule(const std::shared_ptr<State>& state)
    {
        state->pool->post([state] { runOne(state); });
    }

    // One task per hop, so that several strands share a pool fairly.
    static void runOne(const std::shared_ptr<State>& state)
    {
        Task task;
        {
            const std::lock_guard lock(state->mutex);
            task = std::move(state->tasks.front());
            state->tasks.pop_front();
        }
        task();
        task = nullptr;
        bool more = false;
        {
            const std::lock_guard lock(state->mutex);
            more = !state->tasks.empty();
            state->running = more;
        }
        if (more)
            schedule(state);
    }
};

Strand::Strand(Executor& pool) : m_state(std::make_shared<State>())
{
    m_state->pool = &pool;
}

Strand::~Strand() = default;

void Strand::post(Task task)
{
    bool start = false;
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->tasks.push_back(std::move(task));
        start = !m_state->running;
        m_state->running = true;
    }
    if (start)
        State::schedule(m_state);
}

} // namespace shoal
