// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/clock.h"

#include <QObject>
#include <QTimer>

#include <ctime>
#include <unordered_map>

namespace shoal {

namespace {

int64_t readNs(clockid_t id)
{
    timespec time{};
    clock_gettime(id, &time);
    return int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

class SystemClock final : public Clock
{
public:
    int64_t wallNs() const override { return readNs(CLOCK_REALTIME); }
    int64_t monotonicNs() const override { return readNs(CLOCK_MONOTONIC); }

    TimerId after(std::chrono::milliseconds delay, std::function<void()> callback) override
    {
        const TimerId id = ++m_last;
        auto timer = std::make_unique<QTimer>();
        timer->setSingleShot(true);
        timer->setTimerType(Qt::PreciseTimer);
        QObject::connect(timer.get(), &QTimer::timeout, timer.get(), [this, id, run = std::move(callback)] {
            const auto it = m_timers.find(id);
            // The timer is inside its own signal: it may only be deleted later.
            it->second.release()->deleteLater();
            m_timers.erase(it);
            run();
        });
        timer->start(delay);
        m_timers.emplace(id, std::move(timer));
        return id;
    }

    void cancel(TimerId timer) override { m_timers.erase(timer); }

private:
    std::unordered_map<TimerId, std::unique_ptr<QTimer>> m_timers;
    TimerId m_last = 0;
};

} // namespace

std::unique_ptr<Clock> makeSystemClock()
{
    return std::make_unique<SystemClock>();
}

} // namespace shoal
