// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/network.h"
#include "shared/base/clock.h"

namespace shoal::net {

// Opens a direct stream between two machines behind routers that let nobody in by themselves. Both connect to each
// other at the same moment from a port that their routers have just let out, so that each router takes the other's
// first packet for an answer (simultaneous open, RFC 9293, section 3.5; Ford, Srisuresh and Kegel 2005). A helper whom
// both can reach tells each where the other one comes from.
//
// It works where both routers send what comes from one port inside out from one port outside, whatever the destination:
// most home routers, and Linux's masquerade while that port is free there. It does not where a router takes another
// port for each destination, or answers what it does not know with a reset before its own side has spoken. Engine
// thread only.
class Puncher
{
public:
    virtual ~Puncher() = default;

    struct Plan
    {
        Endpoint helper;       // an address, no name
        Bytes greeting;        // what the helper is told
        size_t answerSize = 0; // bytes
        std::function<Result<Endpoint>(ByteView answer)> peerOf;
    };
    // As Network::connect(). Both sides have to try within kTimeout.
    virtual std::unique_ptr<Network::Attempt> punch(Plan plan, Network::Connected connected) = 0;

    static constexpr std::chrono::seconds kTimeout{12};
    // After a refusal: the other side's packet may have come before its router knew.
    static constexpr std::chrono::milliseconds kRetry{200};
};

// Over TCP of this machine. `clock` outlives it.
std::unique_ptr<Puncher> makeTcpPuncher(Clock& clock);

} // namespace shoal::net
