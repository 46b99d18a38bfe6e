// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "core/crypto/secret.h"
#include "core/net/address.h"
#include "shared/config/instance_config.h"

using namespace shoal;
using namespace shoal::fuzz;

namespace {

constexpr ByteView kNextPart = "\n%%%\n";

config::SecretRules secretRules()
{
    return {
        [](ByteView text) -> Result<void> {
            const auto secret = crypto::Secret::parse(text);
            return secret ? Result<void>{} : fail(secret.error());
        },
        [](ByteView text) { return crypto::ShareKeys::derive(*crypto::Secret::parse(text)).id().toBytes(); },
    };
}

// One file, or a folder of parts as readConfigSource() makes it: each ends with its line.
config::ConfigSource sourceOf(ByteView text)
{
    if (text.find(kNextPart) == ByteView::npos)
        return {"www.conf", false, {{"www.conf", Bytes(text), true}}};
    config::ConfigSource source{"www.conf.d", true, {}};
    while (!text.empty()) {
        const size_t end = std::min(text.find(kNextPart), text.size());
        source.parts.push_back({std::to_string(source.parts.size()) + ".part", Bytes(text.substr(0, end)) + "\n"});
        text.remove_prefix(std::min(end + kNextPart.size(), text.size()));
    }
    return source;
}

// What people are told ends in logs.
void requireNoSecret(ByteView told, ByteView text)
{
    constexpr size_t kTelling = 20;
    require(!tellsSecret(told, text, kTelling), "nothing like a secret is told of a config");
}

// What the file leaves out is not its affair.
void checkShare(const config::ShareConfig& share)
{
    const auto secret = crypto::Secret::parse(share.secret);
    require(secret.has_value(), "a share has a secret");
    require(share.dir.starts_with('/') && share.dir.size() > 1 && !share.dir.ends_with('/'),
            "a share has an absolute folder");
    for (const Bytes& host : share.knownHosts)
        require(net::Endpoint::parse(host).has_value(), "a known host can be dialled");
}

void checkConfig(const config::InstanceConfig& config)
{
    require(config.storagePath.starts_with('/'), "storage_path is absolute");
    require(!config.deviceName.empty() && printable(config.deviceName) == config.deviceName,
            "a device has a name that can be shown");
    require(config.shares.size() <= config::kMaxShares, "shares are limited");
    for (const int64_t limit :
         {config.downloadLimit, config.uploadLimit, config.folderRescanInterval, config.syncTrashTtl,
          config.archiveMaxSize, config.maxFileSizeForVersioning, config.diskMinFreeSpace, config.logSize})
        require(limit >= 0 && limit <= INT64_MAX / 1'000'000, "limits are not negative and can be counted in bytes");
    const auto& directives = config.directives;
    require(!directives.umask || *directives.umask <= 0777, "a umask has permission bits");
    require(!directives.nice || (*directives.nice >= -20 && *directives.nice <= 19), "a nice value is one");
    for (const config::ShareConfig& share : config.shares)
        checkShare(share);
}

} // namespace

// A config as people write it: one text, or several parts.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const config::ConfigSource source = sourceOf(viewOf(data, size));
    const Bytes text = config::joinedText(source);
    const auto loaded = config::parseConfig(source, secretRules(), Bytes("/nowhere/storage"));
    if (!loaded) {
        requireText(loaded.error());
        requireNoSecret(loaded.error().context, text);
        return 0;
    }
    for (const Bytes& notice : loaded->notices) {
        require(printable(notice) == notice, "a notice can be printed");
        requireNoSecret(notice, text);
    }
    checkConfig(loaded->config);
    return 0;
}
