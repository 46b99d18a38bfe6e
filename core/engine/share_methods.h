// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/method_table.h"
#include "core/engine/share_json.h"

namespace shoal::engine {

// What the control protocol asks of the shares' indexes and folders: confirm, transfers, history, conflicts, resolve,
// archive, restore, ignore_test, try_ignore_list, ignore_list, set_ignore_list. Engine thread only.
class ShareMethods
{
public:
    // Everything is borrowed and outlives it. `ownName`: how this device calls itself.
    ShareMethods(const HeldShares& shares, Clock& clock, std::function<Bytes()> ownName)
        : m_shares(shares), m_clock(clock), m_ownName(std::move(ownName))
    {}

    MethodTable table();

    static constexpr size_t kDefaultLimit = 200;
    static constexpr size_t kMaxLimit = 1'000;

private:
    // Asks those shares that are up. `done` gets what came in time, each with its share, and a reply that adds which
    // shares did not answer and why. Refuses when there are shares and none of them answers.
    template <class Answer, class Ask, class Done>
    void ask(std::vector<HeldShare*> shares, const control::Reply& reply, Ask ask, Done done);

    void confirm(const QJsonObject& params, const control::Reply& reply);
    void transfers(const QJsonObject& params, const control::Reply& reply);
    void history(const QJsonObject& params, const control::Reply& reply);
    void conflicts(const QJsonObject& params, const control::Reply& reply);
    void resolve(const QJsonObject& params, const control::Reply& reply);
    void archive(const QJsonObject& params, const control::Reply& reply);
    void restore(const QJsonObject& params, const control::Reply& reply);
    void ignoreTest(const QJsonObject& params, const control::Reply& reply);
    void tryIgnoreList(const QJsonObject& params, const control::Reply& reply);
    void ignoreList(const QJsonObject& params, const control::Reply& reply);
    void setIgnoreList(const QJsonObject& params, const control::Reply& reply);
    HeldShare* runningShare(const QJsonObject& params, const control::Reply& reply);
    // Of those that "share" names, the ones that have more to tell. Refuses, and gives nothing, when it names none.
    std::optional<std::vector<HeldShare*>> sharesFrom(const QJsonObject& params, const control::Reply& reply,
                                                      const ListCursor& cursor) const;

    const HeldShares& m_shares;
    Clock& m_clock;
    const std::function<Bytes()> m_ownName;
};

} // namespace shoal::engine
