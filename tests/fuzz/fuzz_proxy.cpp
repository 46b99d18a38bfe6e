// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "core/net/proxy_handshake.h"

using namespace shoal;
using namespace shoal::fuzz;
using namespace shoal::net;

namespace {

// How it ends, when the proxy's words come in pieces of that size.
struct Outcome
{
    bool isOpen = false;
    Bytes refusal;
    Bytes said;
    Bytes rest;

    bool operator==(const Outcome&) const = default;
};

Outcome talk(const Proxy& proxy, ByteView words, size_t piece)
{
    const Endpoint target{"far.example", 258};
    ProxyHandshake handshake(proxy, target);
    Outcome outcome;
    outcome.said = *handshake.begin();
    Bytes unread;
    while (!outcome.isOpen && outcome.refusal.empty() && !words.empty()) {
        unread += words.substr(0, piece);
        words.remove_prefix(std::min(piece, words.size()));
        for (;;) {
            const auto step = handshake.take(unread);
            if (!step) {
                requireText(step.error());
                require(step.error().context.find(proxy.password) == Bytes::npos, "the password is not told");
                outcome.refusal = step.error().context;
                return outcome;
            }
            require(step->taken <= unread.size(), "no more is taken than is there");
            unread.erase(0, step->taken);
            outcome.said += step->answer;
            outcome.isOpen = step->isOpen;
            if (outcome.isOpen || step->taken == 0)
                break;
        }
        require(outcome.isOpen || unread.size() < ProxyHandshake::kMaxHead + piece, "a long answer is no answer");
    }
    outcome.rest = unread + Bytes(words);
    return outcome;
}

} // namespace

// What a proxy says. However it is cut, it means the same, save for how much of a refusal's words has come.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    ByteView input = viewOf(data, size);
    if (input.empty())
        return 0;
    const auto choice = static_cast<unsigned char>(input[0]);
    input.remove_prefix(1);
    const Proxy proxy{static_cast<Proxy::Kind>(choice % 3),
                      {"proxy.example", 1080},
                      (choice & 4) != 0,
                      "ann",
                      "a password that nobody guesses"};
    const Outcome whole = talk(proxy, input, input.size() + 1);
    const Outcome cut = talk(proxy, input, 1 + choice / 8);
    require(whole.isOpen == cut.isOpen && whole.said == cut.said, "pieces mean the same");
    require(!whole.isOpen || whole.rest == cut.rest, "what follows is the target's");
    return 0;
}
