// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace shoal::engine {

// Waits for the answers to questions that were asked together, at most for a time: then goes on with those that have
// come. Engine thread only. Lives as long as somebody can still answer; `clock` must outlive the answers.
template <class Answer> class Gather : public std::enable_shared_from_this<Gather<Answer>>
{
public:
    // One entry a question, in order; nothing where no answer came in time.
    using Answers = std::vector<std::optional<Answer>>;
    using Done = std::function<void(Answers)>;

    // `count` questions. `done` is called once; at once when there are none.
    static std::shared_ptr<Gather> start(Clock& clock, std::chrono::milliseconds limit, size_t count, Done done)
    {
        const auto self = std::shared_ptr<Gather>(new Gather(clock, count, std::move(done)));
        self->m_timer = clock.after(limit, [self] {
            self->m_timer.reset();
            self->finish();
        });
        if (count == 0)
            self->finish();
        return self;
    }

    // What to give to question `index` as its callback.
    std::function<void(Answer)> slot(size_t index)
    {
        return [self = this->shared_from_this(), index](Answer answer) {
            if (!self->m_done || self->m_answers[index])
                return;
            self->m_answers[index] = std::move(answer);
            if (--self->m_open == 0)
                self->finish();
        };
    }

private:
    Gather(Clock& clock, size_t count, Done done)
        : m_clock(clock), m_answers(count), m_open(count), m_done(std::move(done))
    {}

    void finish()
    {
        if (m_timer)
            m_clock.cancel(*std::exchange(m_timer, std::nullopt));
        if (const Done done = std::exchange(m_done, nullptr))
            done(std::move(m_answers));
    }

    Clock& m_clock;
    Answers m_answers;
    size_t m_open;
    Done m_done;
    std::optional<Clock::TimerId> m_timer;
};

} // namespace shoal::engine
