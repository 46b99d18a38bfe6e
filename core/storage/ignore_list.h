// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/glob.h"
#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <optional>
#include <unordered_map>
#include <vector>

namespace shoal::storage {

// A list is read at once and asked for every file; people write tens of lines.
inline constexpr size_t kMaxIgnoreListBytes = 1024 * 1024;
inline constexpr size_t kMaxIgnoreRules = 10'000;
// Enough to see what is wrong; a wrong file would otherwise fill the log.
inline constexpr size_t kMaxIgnoreWarnings = 100;

struct IgnoreWarning
{
    size_t line = 0; // from 1
    Bytes text;      // one sentence, safe to print
};

// `.sync/IgnoreList`: what this device neither reads nor writes. The syntax is BitTorrent Sync's:
//   - UTF-8, one rule a line, case-sensitive; empty lines and lines that begin with '#' say nothing
//     (for a name that begins with '#' write `?name` or `/#name`)
//   - `*` any number of characters, `?` one; neither stands for '/'
//   - `name`        files and folders of that name, anywhere
//   - `/name`, `a/b`, `name/`  with a '/' anywhere: seen from the root of the share only
//   - `name/`       a folder only
//   - `a/*`         the files directly in `a`; the folders in it stay in sync
// Everything below an ignored folder is ignored. So is `.sync` in the root, whatever the list says. A file with
// Windows line ends is read as such. An immutable value; any thread.
class IgnoreList
{
public:
    // Ignores `.sync` only.
    IgnoreList() = default;
    // Lines that can never match are left out and warned of; only a list beyond the limits above is an error
    // (InvalidArgument), because to leave rules out would sync what somebody keeps away.
    static Result<IgnoreList> parse(ByteView text);

    // `path`: relative to the root, without '/' at its ends; empty is the root, which nothing ignores.
    bool matches(ByteView path, bool isDirectory) const;
    // The same for a walker that has asked for the folders above `path` before: looks at the last name only.
    bool matchesEntry(ByteView path, bool isDirectory) const;
    // The rule, as it was written, because of which matches() is true.
    std::optional<Bytes> matchingRule(ByteView path, bool isDirectory) const;

    // Its line, from 1; 0 where the rule is built in.
    size_t matchingLine(ByteView path, bool isDirectory) const;

    const std::vector<IgnoreWarning>& warnings() const { return m_warnings; }
    size_t ruleCount() const { return m_rules.size(); }

private:
    enum class Applies { ToAll, ToDirectories, ToFiles };
    struct Rule
    {
        Bytes text;
        Applies applies = Applies::ToAll;
        bool anchored = false;
        std::vector<Glob> components; // one unless anchored
        size_t line = 0;
    };
    struct NameHash : std::hash<ByteView>
    {
        using is_transparent = void;
    };
    using Literals = std::unordered_multimap<Bytes, size_t, NameHash, std::equal_to<>>;

    void readLine(size_t number, ByteView line);
    std::optional<Bytes> objection(const Rule& rule) const;
    void index(Rule rule);
    void warn(size_t line, ByteView rule, ByteView what);
    const Rule* find(ByteView path, bool isDirectory) const;
    const Rule* findEntry(ByteView path, size_t depth, bool isDirectory) const;
    const Rule* findLiteral(const Literals& literals, ByteView key, bool isDirectory) const;

    std::vector<Rule> m_rules;
    Literals m_names;                // plain rules without wildcards -> index in m_rules
    Literals m_paths;                // anchored rules without wildcards
    std::vector<size_t> m_nameGlobs; // plain rules with wildcards
    std::vector<size_t> m_pathGlobs; // anchored rules with wildcards
    std::vector<IgnoreWarning> m_warnings;
};

// What a new share gets: BitTorrent Sync's list, but for `Icon?`, which would also ignore a folder `Icons`.
Bytes defaultIgnoreListText();

} // namespace shoal::storage
