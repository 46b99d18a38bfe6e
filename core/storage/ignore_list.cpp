// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/ignore_list.h"

#include <algorithm>

namespace shoal::storage {

namespace {

constexpr ByteView kServiceFolder = ".sync";
// Of Linux file systems.
constexpr size_t kMaxNameBytes = 255;
// The file in which macOS keeps a folder's icon; its name ends with a carriage return.
constexpr ByteView kMacIcon = "Icon\r";
constexpr ByteView kByteOrderMark = "\xEF\xBB\xBF";

std::vector<ByteView> split(ByteView text, char separator)
{
    std::vector<ByteView> parts;
    for (size_t end = text.find(separator); end != ByteView::npos; end = text.find(separator)) {
        parts.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    parts.push_back(text);
    return parts;
}

// Whether most lines end as Windows writes them. One such line among others belongs to its rule.
bool hasWindowsLineEnds(const std::vector<ByteView>& lines)
{
    const auto count = std::count_if(lines.begin(), lines.end(), [](ByteView line) { return line.ends_with('\r'); });
    return 2 * static_cast<size_t>(count) > lines.size() - 1;
}

bool isServicePath(ByteView path)
{
    return path.starts_with(kServiceFolder) &&
           (path.size() == kServiceFolder.size() || path[kServiceFolder.size()] == '/');
}

size_t depthOf(ByteView path)
{
    return static_cast<size_t>(std::count(path.begin(), path.end(), '/')) + 1;
}

// `path` has as many names as there are globs.
bool matchesAll(const std::vector<Glob>& globs, ByteView path)
{
    for (const Glob& glob : globs) {
        const size_t end = std::min(path.find('/'), path.size());
        if (!glob.matches(path.substr(0, end)))
            return false;
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return true;
}

} // namespace

Result<IgnoreList> IgnoreList::parse(ByteView text)
{
    if (text.size() > kMaxIgnoreListBytes)
        return fail(ErrorCode::InvalidArgument, "The IgnoreList has " + std::to_string(text.size()) +
                                                    " bytes; at most " + std::to_string(kMaxIgnoreListBytes) +
                                                    " are read. Nothing is synced until it is shorter.");
    if (text.starts_with(kByteOrderMark))
        text.remove_prefix(kByteOrderMark.size());
    const std::vector<ByteView> lines = split(text, '\n');
    const bool windows = hasWindowsLineEnds(lines);
    IgnoreList list;
    for (size_t i = 0; i < lines.size(); ++i) {
        ByteView line = lines[i];
        if (windows && line.ends_with('\r'))
            line.remove_suffix(1);
        list.readLine(i + 1, line);
    }
    if (list.m_rules.size() > kMaxIgnoreRules)
        return fail(ErrorCode::InvalidArgument, "The IgnoreList has " + std::to_string(list.m_rules.size()) +
                                                    " rules; at most " + std::to_string(kMaxIgnoreRules) +
                                                    " are possible. Nothing is synced until it is shorter.");
    return list;
}

void IgnoreList::readLine(size_t number, ByteView line)
{
    const bool isBlank = line.find_first_not_of(" \t\r") == ByteView::npos;
    if (isBlank || line.front() == '#')
        return;
    Rule rule{Bytes(line), Applies::ToAll, line.find('/') != ByteView::npos, {}, number};
    ByteView path = line;
    if (path.starts_with('/'))
        path.remove_prefix(1);
    if (path.ends_with('/')) {
        path.remove_suffix(1);
        rule.applies = Applies::ToDirectories;
    }
    for (const ByteView name : split(path, '/'))
        rule.components.emplace_back(name);
    if (rule.components.size() > 1 && rule.components.back().matchesEverything() && rule.applies == Applies::ToAll)
        rule.applies = Applies::ToFiles;

    if (const auto reason = objection(rule)) {
        warn(number, line, "can never match: " + *reason);
        return;
    }
    if (line.find('\\') != ByteView::npos)
        warn(number, line, "has a backslash, which here is part of a name; folders are separated by '/'");
    if (line.back() == ' ' || line.back() == '\t' || (line.back() == '\r' && line != kMacIcon))
        warn(number, line, "ends with white space, which is part of the name here");
    index(std::move(rule));
}

std::optional<Bytes> IgnoreList::objection(const Rule& rule) const
{
    if (rule.text.find('\0') != Bytes::npos)
        return "no name holds a zero byte";
    for (const Glob& glob : rule.components) {
        if (glob.pattern().empty())
            return rule.components.size() == 1 ? "it names the root of the share" : "a name between two '/' is empty";
        if (glob.pattern() == "." || glob.pattern() == "..")
            return "paths begin at the root of the share and hold neither '.' nor '..'";
        if (glob.shortest() > kMaxNameBytes)
            return "no name is longer than 255 bytes";
    }
    return std::nullopt;
}

void IgnoreList::index(Rule rule)
{
    const size_t place = m_rules.size();
    const auto& globs = rule.components;
    const bool literal = std::all_of(globs.begin(), globs.end(), [](const Glob& glob) { return glob.isLiteral(); });
    if (!literal) {
        (rule.anchored ? m_pathGlobs : m_nameGlobs).push_back(place);
    } else {
        Bytes key;
        for (const Glob& glob : globs)
            key += (key.empty() ? Bytes() : Bytes("/")) + glob.pattern();
        (rule.anchored ? m_paths : m_names).emplace(std::move(key), place);
    }
    m_rules.push_back(std::move(rule));
}

void IgnoreList::warn(size_t line, ByteView rule, ByteView what)
{
    constexpr size_t kShown = 80;
    if (m_warnings.size() >= kMaxIgnoreWarnings)
        return;
    m_warnings.push_back(
        {line, "Rule \"" + printable(rule.substr(0, utf8Cut(rule, kShown))) + "\" " + Bytes(what) + "."});
}

bool IgnoreList::matches(ByteView path, bool isDirectory) const
{
    return !path.empty() && (isServicePath(path) || find(path, isDirectory));
}

bool IgnoreList::matchesEntry(ByteView path, bool isDirectory) const
{
    return !path.empty() && (isServicePath(path) || findEntry(path, depthOf(path), isDirectory));
}

std::optional<Bytes> IgnoreList::matchingRule(ByteView path, bool isDirectory) const
{
    if (isServicePath(path))
        return "/" + Bytes(kServiceFolder);
    const Rule* rule = path.empty() ? nullptr : find(path, isDirectory);
    return rule ? std::optional(rule->text) : std::nullopt;
}

size_t IgnoreList::matchingLine(ByteView path, bool isDirectory) const
{
    const Rule* rule = path.empty() || isServicePath(path) ? nullptr : find(path, isDirectory);
    return rule ? rule->line : 0;
}

const IgnoreList::Rule* IgnoreList::find(ByteView path, bool isDirectory) const
{
    size_t depth = 1;
    for (size_t end = path.find('/'); end != ByteView::npos; end = path.find('/', end + 1), ++depth) {
        if (const Rule* rule = findEntry(path.substr(0, end), depth, true))
            return rule;
    }
    return findEntry(path, depth, isDirectory);
}

const IgnoreList::Rule* IgnoreList::findEntry(ByteView path, size_t depth, bool isDirectory) const
{
    const ByteView name = path.substr(path.rfind('/') + 1); // npos + 1 is 0
    if (const Rule* rule = findLiteral(m_names, name, isDirectory))
        return rule;
    if (const Rule* rule = findLiteral(m_paths, path, isDirectory))
        return rule;
    for (const size_t place : m_nameGlobs) {
        if (m_rules[place].components.front().matches(name))
            return &m_rules[place];
    }
    for (const size_t place : m_pathGlobs) {
        const Rule& rule = m_rules[place];
        const bool applies = rule.applies != (isDirectory ? Applies::ToFiles : Applies::ToDirectories);
        if (applies && rule.components.size() == depth && matchesAll(rule.components, path))
            return &rule;
    }
    return nullptr;
}

const IgnoreList::Rule* IgnoreList::findLiteral(const Literals& literals, ByteView key, bool isDirectory) const
{
    if (literals.empty())
        return nullptr;
    const auto [begin, end] = literals.equal_range(key);
    for (auto it = begin; it != end; ++it) {
        const Rule& rule = m_rules[it->second];
        if (rule.applies == Applies::ToAll || isDirectory)
            return &rule;
    }
    return nullptr;
}

Bytes defaultIgnoreListText()
{
    return "# What this device does not sync: one rule a line, in UTF-8, case-sensitive.\n"
           "#   name   files and folders of that name, anywhere\n"
           "#   /a/b   seen from the root of the share\n"
           "#   * is any number of characters, ? is one\n"
           "# Changes take effect at once. Ignoring something deletes it nowhere.\n"
           "\n"
           ".DS_Store\n"
           ".Spotlight-V100\n"
           ".Trashes\n"
           "ehthumbs.db\n"
           "desktop.ini\n"
           "Thumbs.db\n"
           "~*\n"
           "*~\n"
           ".~lock.*\n"
           "*.part\n"
           "*.crdownload\n"
           "@eaDir\n"
           "@SynoResource\n"
           ".@__thumb\n" +
           Bytes(kMacIcon) + "\n";
}

} // namespace shoal::storage
