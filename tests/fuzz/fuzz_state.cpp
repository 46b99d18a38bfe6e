// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"
#include "fuzz.h"
#include "scratch_folder.h"

#include "core/engine/known_peers.h"
#include "core/engine/saved_settings.h"
#include "core/engine/share_registry.h"

#include <filesystem>

using namespace shoal;
using namespace shoal::fuzz;

namespace {

void finish(test::TaskQueue& tasks)
{
    while (tasks.runOne()) {
    }
}

void checkNotice(const std::optional<Bytes>& notice, ByteView content)
{
    if (!notice)
        return;
    require(!notice->empty(), "a notice has a text");
    constexpr size_t kTelling = 12;
    require(!tellsSecret(*notice, content, kTelling), "a notice holds no secret");
}

void checkShares(ByteView content, test::TaskQueue& tasks)
{
    writeFile(scratchFolder() + "/shares.json", content);
    engine::ShareRegistry registry(scratchFolder(), tasks, tasks);
    checkNotice(registry.load(), content);
    finish(tasks);
    const auto shares = registry.shares();
    require(shares.size() <= config::kMaxShares, "shares are limited");
    for (const auto& [id, share] : shares) {
        const auto secret = crypto::Secret::parse(share.secret);
        require(secret && crypto::ShareKeys::derive(*secret).id() == id, "a share is known by the id of its secret");
        require(share.dir.starts_with('/') && share.dir.size() > 1, "a share has an absolute folder");
        const auto again = engine::shareFromJson(engine::shareToJson(share));
        require(again && *again == share, "what is written reads as the same");
    }
    // Any save writes all of them.
    registry.remove(ShareId{}, [](const Result<void>& saved) { require(saved.has_value(), "shares can be saved"); });
    finish(tasks);
    engine::ShareRegistry opened(scratchFolder(), tasks, tasks);
    require(!opened.load(), "nothing is wrong with what was saved");
    require(opened.shares() == shares, "what was saved loads as the same");
}

void checkSettings(ByteView content, test::TaskQueue& tasks)
{
    writeFile(scratchFolder() + "/settings.json", content);
    engine::SavedSettings settings(scratchFolder(), tasks, tasks);
    checkNotice(settings.load(), content);
    settings.setPaused(settings.paused(), [](const Result<void>& saved) { require(saved.has_value(), "saved"); });
    finish(tasks);
    engine::SavedSettings opened(scratchFolder(), tasks, tasks);
    require(!opened.load(), "nothing is wrong with what was saved");
    require(opened.paused() == settings.paused() && opened.options() == settings.options(),
            "what was saved loads as the same");
}

void checkPeers(ByteView content, test::TaskQueue& tasks)
{
    writeFile(scratchFolder() + "/peers.json", content);
    test::ManualClock clock;
    const ShareId share = ShareId::from(Bytes(ShareId::kSize, 's'));
    const DeviceId device = DeviceId::from(Bytes(DeviceId::kSize, 'd'));
    engine::KnownPeers peers(scratchFolder(), clock, tasks, tasks);
    checkNotice(peers.load(), content);
    engine::KnownPeer met;
    met.device = device;
    peers.seen(share, met);
    const auto known = peers.of(share, 0);
    require(peers.find(share, device) != nullptr && known.size() <= engine::KnownPeers::kMost,
            "the newest peer is known, and they are limited");
    for (const int64_t days : {int64_t{1}, int64_t{365}, int64_t{100'000}})
        require(peers.of(share, days).size() <= known.size(), "those of some days are some of all");
    peers.flush();
    finish(tasks);
    engine::KnownPeers opened(scratchFolder(), clock, tasks, tasks);
    require(!opened.load(), "nothing is wrong with what was saved");
    require(opened.of(share, 0).size() == known.size(), "what was saved loads as the same");
}

} // namespace

// One of the files in which an instance keeps what people have set while it ran, and whom it has met.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    Choices input(viewOf(data, size));
    emptyScratchFolder();
    test::TaskQueue tasks;
    switch (input.below(3)) {
    case 0:
        checkShares(input.rest(), tasks);
        break;
    case 1:
        checkSettings(input.rest(), tasks);
        break;
    default:
        checkPeers(input.rest(), tasks);
        break;
    }
    return 0;
}
