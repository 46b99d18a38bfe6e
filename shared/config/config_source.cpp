// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/config/config_source.h"

#include "shared/config/json_reader.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>

namespace shoal::config {

namespace {

namespace fs = std::filesystem;

constexpr ByteView kByteOrderMark = "\xEF\xBB\xBF";

Bytes withoutSlash(Bytes path)
{
    while (path.size() > 1 && path.back() == '/')
        path.pop_back();
    return path;
}

Result<ConfigSource::Part> readPart(const Bytes& path)
{
    ConfigSource::Part part{path, Bytes(kMaxConfigBytes + 1, '\0'), false};
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    // One byte more than allowed, so that the reader sees that there is too much.
    if (file)
        file.read(part.text.data(), static_cast<std::streamsize>(part.text.size()));
    if (!file.is_open() || file.bad())
        return fail(systemError(errno, printable(path) + ": the config file cannot be read"));
    part.text.resize(static_cast<size_t>(file.gcount()));
    struct stat info
    {};
    part.isOpenToOthers = ::stat(path.c_str(), &info) == 0 && (info.st_mode & S_IROTH) != 0;
    return part;
}

Result<std::vector<Bytes>> partNames(const Bytes& folder)
{
    std::vector<Bytes> names;
    std::error_code error;
    fs::directory_iterator it(folder, error);
    for (const fs::directory_iterator end; !error && it != end; it.increment(error)) {
        const Bytes name = it->path().filename().native();
        if (!name.starts_with('.') && name.ends_with(kPartEnding))
            names.push_back(it->path().native());
    }
    if (error)
        return fail(systemError(error.value(), printable(folder) + ": the folder of config parts cannot be read"));
    std::sort(names.begin(), names.end());
    return names;
}

Result<ConfigSource> readFolder(const Bytes& path)
{
    if (!path.ends_with(kPartsFolderEnding))
        return fail(ErrorCode::InvalidArgument,
                    printable(path) + ": this is a folder; name one config file, or a folder NAME.conf.d with parts");
    const auto names = partNames(path);
    if (!names)
        return fail(names.error());
    if (names->empty())
        return fail(ErrorCode::InvalidArgument, printable(path) + ": no config parts; their names end with .part");
    ConfigSource source{path, true, {}};
    size_t size = 0;
    for (const Bytes& name : *names) {
        auto part = readPart(name);
        if (!part)
            return fail(part.error());
        size += part->text.size();
        if (size > kMaxConfigBytes)
            return fail(ErrorCode::InvalidArgument, printable(path) + ": the parts are larger than " +
                                                        std::to_string(kMaxConfigBytes / 1024) +
                                                        " KiB; are they a config?");
        if (part->text.starts_with(kByteOrderMark))
            part->text.erase(0, kByteOrderMark.size());
        if (!part->text.empty() && part->text.back() != '\n')
            part->text += '\n';
        source.parts.push_back(std::move(*part));
    }
    return source;
}

void addFingerprint(const Bytes& path, Bytes& print)
{
    struct stat info
    {};
    if (::stat(path.c_str(), &info) != 0)
        return;
    for (const int64_t number : {static_cast<int64_t>(info.st_ino), static_cast<int64_t>(info.st_size),
                                 static_cast<int64_t>(info.st_mtim.tv_sec), static_cast<int64_t>(info.st_mtim.tv_nsec),
                                 static_cast<int64_t>(info.st_ctim.tv_sec), static_cast<int64_t>(info.st_ctim.tv_nsec)})
        print += std::to_string(number) + ' ';
}

} // namespace

bool ConfigSource::operator==(const ConfigSource& other) const
{
    const auto equal = [](const Part& a, const Part& b) { return a.fileName == b.fileName && a.text == b.text; };
    return path == other.path && std::equal(parts.begin(), parts.end(), other.parts.begin(), other.parts.end(), equal);
}

Result<ConfigSource> readConfigSource(const Bytes& path)
{
    const Bytes clean = withoutSlash(path);
    std::error_code error;
    if (fs::is_directory(clean, error))
        return readFolder(clean);
    auto part = readPart(clean);
    if (!part)
        return fail(part.error());
    return ConfigSource{clean, false, {std::move(*part)}};
}

Bytes joinedText(const ConfigSource& source)
{
    Bytes text;
    for (const ConfigSource::Part& part : source.parts)
        text += part.text;
    return text;
}

LineMap linesOf(const ConfigSource& source)
{
    if (!source.isFolder)
        return LineMap(source.path);
    LineMap lines = LineMap::ofFolder(source.path);
    int line = 1;
    for (const ConfigSource::Part& part : source.parts) {
        lines.addPart(part.fileName, line);
        line += static_cast<int>(std::count(part.text.begin(), part.text.end(), '\n'));
    }
    return lines;
}

std::optional<Bytes> fingerprintOf(const Bytes& path)
{
    Bytes print;
    addFingerprint(path, print);
    std::error_code error;
    if (fs::is_directory(path, error)) {
        if (const auto names = partNames(path))
            for (const Bytes& name : *names)
                addFingerprint(name, print);
    }
    return print.empty() ? std::nullopt : std::optional(print);
}

} // namespace shoal::config
