// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ignore_editor.h"

namespace shoal::engine {

namespace {

constexpr ByteView kName = "IgnoreList";
constexpr ByteView kNewName = "IgnoreList.new";
constexpr uint32_t kMode = 0644; // as people make it themselves

bool isDirectory(Replica& replica, const Bytes& path)
{
    const size_t slash = path.rfind('/');
    auto place = replica.files->openDirectory(slash == Bytes::npos ? Bytes() : path.substr(0, slash));
    const auto stat = place ? (*place)->statEntry(path.substr(slash + 1)) : fail(place.error());
    return stat && stat->type == storage::FileType::Directory;
}

IgnoreVerdict verdictOf(Replica& replica, const storage::IgnoreList& list, const Bytes& asked)
{
    Bytes path = asked;
    const bool said = path.ends_with('/');
    while (path.ends_with('/'))
        path.pop_back();
    if (path.empty())
        return {};
    const bool directory = said || isDirectory(replica, path);
    const auto rule = list.matchingRule(path, directory);
    return rule ? IgnoreVerdict{true, *rule, list.matchingLine(path, directory)} : IgnoreVerdict{};
}

// A list that people can save: without rules that never match.
Result<storage::IgnoreList> soundList(const Bytes& text)
{
    auto list = storage::IgnoreList::parse(text);
    if (!list || list->warnings().empty())
        return list;
    const storage::IgnoreWarning& first = list->warnings().front();
    return fail(ErrorCode::InvalidArgument, "line " + std::to_string(first.line) + ": " + first.text);
}

} // namespace

IgnoreVerdict testIgnored(Replica& replica, const Bytes& path)
{
    return verdictOf(replica, replica.ignored, path);
}

IgnoreTrial tryIgnoreText(Replica& replica, const Bytes& text, const std::vector<Bytes>& paths)
{
    IgnoreTrial trial;
    const auto list = soundList(text);
    if (!list) {
        trial.mistake = list.error().context;
        return trial;
    }
    for (const Bytes& path : paths)
        trial.verdicts.push_back(verdictOf(replica, *list, path));
    return trial;
}

Result<Bytes> readIgnoreText(storage::FileSystem& files)
{
    auto service = files.openDirectory(model::kServiceName);
    if (!service)
        return fail(service.error());
    auto file = (*service)->openFile(kName);
    if (!file && file.error().code == ErrorCode::NotFound)
        return Bytes();
    if (!file)
        return fail(file.error());
    return (*file)->readAll(storage::kMaxIgnoreListBytes);
}

Result<void> writeIgnoreText(storage::FileSystem& files, const Bytes& text)
{
    if (const auto list = soundList(text); !list)
        return fail(list.error());
    auto service = files.openDirectory(model::kServiceName);
    if (!service)
        return fail(service.error());
    if (auto gone = (*service)->removeFile(kNewName); !gone && gone.error().code != ErrorCode::NotFound)
        return gone;
    auto file = (*service)->createNamed(kNewName, kMode);
    if (!file)
        return fail(file.error());
    if (auto written = (*file)->write(0, text); !written)
        return written;
    if (auto synced = (*file)->syncData(); !synced)
        return synced;
    // Never without a list, not even for a moment: what it keeps away would be synced.
    if (files.exchange(**service, kNewName, **service, kName)) {
        (void)(*service)->removeFile(kNewName);
        return {};
    }
    (void)(*service)->removeFile(kName);
    return files.renameNoReplace(**service, kNewName, **service, kName);
}

} // namespace shoal::engine
