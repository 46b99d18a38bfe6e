// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

class QObject;

namespace shoal {

// Where work runs. Production: thread pools and the engine thread's loop. Simulation: a queue that
// delivers at seeded later steps. post() may be called from any thread and never runs the task in line.
class Executor
{
public:
    using Task = std::function<void()>;
    virtual ~Executor() = default;
    virtual void post(Task task) = 0;
};

// A pool of threads; the destructor waits for what was posted. A thread hop costs 20-60 us: hop per
// batch, never per file.
std::unique_ptr<Executor> makeThreadPool(int threads);

// The event loop of the thread that `context` lives in. Tasks posted after its death are dropped; it may die, on its
// own thread, while others post.
std::unique_ptr<Executor> makeLoopExecutor(QObject* context);

// Runs tasks one after the other, in order, on another executor, which must outlive it and all its
// tasks. What one task writes the next one sees.
class Strand final : public Executor
{
public:
    explicit Strand(Executor& pool);
    ~Strand() override;
    void post(Task task) override;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace shoal
