// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/sentence.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace shoal::engine {

// What people should know of an instance although all goes on: sentences that say what to do, the newest last. They
// stay until the program ends, or a person has seen them. Engine thread only.
class NoticeList
{
public:
    // More is not read; the oldest go, so that a peer that causes many does not fill the memory.
    static constexpr size_t kMax = 64;

    // `about`: takes the place of the notice about the same; empty: about itself.
    void add(model::Sentence sentence, Bytes about = {})
    {
        const Bytes key = about.empty() ? sentence.text() : std::move(about);
        withdraw(key);
        if (m_notices.size() == kMax)
            m_notices.erase(m_notices.begin());
        m_notices.push_back({key, std::move(sentence)});
    }
    std::vector<model::Sentence> sentences() const
    {
        std::vector<model::Sentence> all;
        for (const Notice& notice : m_notices)
            all.push_back(notice.sentence);
        return all;
    }
    // What the notice about this told of is over.
    void withdraw(const Bytes& about)
    {
        std::erase_if(m_notices, [&about](const Notice& notice) { return notice.about == about; });
    }
    // A person has seen them. How many there were.
    size_t dismiss() { return std::exchange(m_notices, {}).size(); }

private:
    struct Notice
    {
        Bytes about;
        model::Sentence sentence;
    };
    std::vector<Notice> m_notices;
};

} // namespace shoal::engine
