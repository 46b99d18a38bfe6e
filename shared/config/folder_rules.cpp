// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/config/folder_rules.h"

#include <algorithm>
#include <filesystem>
#include <map>

namespace shoal::config {

namespace {

// `later` and `earlier` in the order of the file.
void checkPair(const ShareConfig& earlier, const Bytes& earlierPath, const ShareConfig& later, const Bytes& laterPath,
               Findings& findings)
{
    const Bytes other = "the folder of the share at " + findings.lineInWords(earlier.dirAt, later.dirAt);
    if (laterPath == earlierPath)
        findings.error(later.dirAt, "dir is also " + other + "; a folder belongs to one share, choose another");
    else if (isInside(laterPath, earlierPath))
        findings.error(later.dirAt, "dir lies inside " + other +
                                        "; choose a folder outside of it, or remove this "
                                        "share");
    else if (isInside(earlierPath, laterPath))
        findings.error(later.dirAt, "dir contains " + other + "; choose a folder outside of it, or remove that share");
}

} // namespace

Bytes cleanPath(ByteView path)
{
    Bytes clean;
    while (!path.empty()) {
        const size_t slash = std::min(path.find('/'), path.size());
        const ByteView name = path.substr(0, slash);
        path.remove_prefix(std::min(slash + 1, path.size()));
        if (!name.empty() && name != ".")
            clean += '/' + Bytes(name);
    }
    return clean.empty() ? "/" : clean;
}

Bytes resolvedPath(const Bytes& path)
{
    std::error_code error;
    const auto resolved = std::filesystem::weakly_canonical(path, error);
    // Where the system does not let us look, the text of the path has to do.
    return cleanPath(error ? std::filesystem::path(path).lexically_normal().native() : resolved.native());
}

bool isInside(ByteView path, ByteView folder)
{
    if (folder == "/" || path == folder)
        return true;
    return path.starts_with(folder) && path[folder.size()] == '/';
}

void checkFolders(const InstanceConfig& config, Position storageAt, Findings& findings)
{
    const Bytes storage = resolvedPath(config.storagePath);
    if (storage == "/" && !config.storagePath.empty())
        findings.error(storageAt, "storage_path is the root folder; choose a folder of its own, for example "
                                  "/var/lib/shoal/" +
                                      config.instanceName);
    std::vector<Bytes> paths;
    for (const ShareConfig& share : config.shares) {
        paths.push_back(resolvedPath(share.dir));
        if (share.dir.empty())
            continue;
        if (paths.back() == "/") {
            findings.error(share.dirAt, "dir is the root folder; share a folder below it");
            continue;
        }
        for (size_t i = 0; i + 1 < paths.size(); ++i) {
            if (!config.shares[i].dir.empty() && paths[i] != "/")
                checkPair(config.shares[i], paths[i], share, paths.back(), findings);
        }
        if (!config.storagePath.empty() && isInside(storage, paths.back()))
            findings.error(storageAt, "storage_path lies inside the folder of the share at " +
                                          findings.lineInWords(share.dirAt, storageAt) +
                                          "; choose a folder outside of all shares");
    }
}

void checkSecretsDiffer(const std::vector<ShareConfig>& shares, const SecretRules& rules, Findings& findings)
{
    std::map<Bytes, Position> seen;
    for (const ShareConfig& share : shares) {
        if (share.secret.empty())
            continue;
        const auto [first, isNew] = seen.try_emplace(rules.share(share.secret), share.secretAt);
        if (!isNew)
            findings.error(share.secretAt, "secret opens the same share as the one at " +
                                               findings.lineInWords(first->second, share.secretAt) +
                                               "; a share has one folder, use another secret (shoal secret new makes "
                                               "one)");
    }
}

} // namespace shoal::config
