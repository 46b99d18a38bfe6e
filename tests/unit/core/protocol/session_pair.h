// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/session.h"

#include <algorithm>

namespace shoal::protocol {

inline crypto::ShareKeys keysOf(ByteView secret)
{
    return crypto::ShareKeys::derive(*crypto::Secret::parse(secret));
}

inline crypto::ShareKeys readOnlyKeysOf(ByteView secret)
{
    return crypto::ShareKeys::derive(crypto::Secret::parse(secret)->readOnly());
}

inline constexpr ByteView kSecret = "AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA";
inline constexpr ByteView kOtherSecret = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

// One end of a test connection, with what has happened there.
struct End
{
    End(SessionRole role, uint64_t seed)
        : random(makeSeededRandom(seed)),
          identity(crypto::DeviceIdentity::generate(*random)), hello{role == SessionRole::Dialer ? "dialer"
                                                                                                 : "listener",
                                                                     "test", seed, 1},
          session(role, identity, hello, *random)
    {}

    template <class Event> std::vector<Event> all() const
    {
        std::vector<Event> found;
        for (const SessionEvent& event : events)
            if (const auto* one = std::get_if<Event>(&event))
                found.push_back(*one);
        return found;
    }
    template <class Event> size_t count() const { return all<Event>().size(); }
    uint16_t channel() const { return all<ShareOpened>().at(0).channel; }

    std::unique_ptr<Random> random;
    crypto::DeviceIdentity identity;
    Hello hello;
    Session session;
    std::vector<SessionEvent> events;
};

// Two sessions joined by a wire that cuts bytes at random places.
struct Pair
{
    explicit Pair(uint64_t seed = 1)
        : dialer(SessionRole::Dialer, seed * 2), listener(SessionRole::Listener, seed * 2 + 1),
          wire(makeSeededRandom(seed))
    {}

    // Until nothing moves.
    void run()
    {
        for (bool moved = true; moved;) {
            moved = move(dialer, listener);
            moved = move(listener, dialer) || moved;
        }
    }

    // Delivers all output of `from`; false when there was none.
    bool move(End& from, End& to)
    {
        const Bytes bytes = from.session.takeOutput();
        for (ByteView rest = bytes; !rest.empty();) {
            const size_t part = std::min<size_t>(rest.size(), wire->below(largestPart) + 1);
            to.session.receive(rest.substr(0, part), to.events);
            rest.remove_prefix(part);
        }
        return !bytes.empty();
    }

    End dialer;
    End listener;
    std::unique_ptr<Random> wire;
    size_t largestPart = 100;
};

} // namespace shoal::protocol
