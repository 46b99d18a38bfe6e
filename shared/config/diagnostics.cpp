// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/config/diagnostics.h"

#include <algorithm>

namespace shoal::config {

namespace {

// Longer keys are cut in messages; the longest key that means something has 36 characters.
constexpr size_t kShownKeyBytes = 60;

// The shortest secret has 33 characters of letters and digits (custom ones 40 and more of Base64), even
// a torn one is longer than any word of a key.
constexpr size_t kSecretLikeRun = 20;

bool isSecretCharacter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/' ||
           c == '=';
}

bool looksLikeSecret(ByteView text)
{
    size_t run = 0;
    for (const char c : text) {
        run = isSecretCharacter(c) ? run + 1 : 0;
        if (run >= kSecretLikeRun)
            return true;
    }
    return false;
}

} // namespace

Bytes shownKey(ByteView key)
{
    if (looksLikeSecret(key))
        return "(a key not shown because it looks like a secret)";
    const size_t cut = utf8Cut(key, kShownKeyBytes);
    return '"' + printable(key.substr(0, cut)) + (cut < key.size() ? "..." : "") + '"';
}

Findings::Findings(LineMap lines) : m_lines(std::move(lines)) {}

void Findings::error(Position at, Bytes sentence)
{
    m_errors.push_back({at, std::move(sentence)});
}

void Findings::notice(Position at, Bytes sentence)
{
    m_notices.push_back({at, std::move(sentence)});
}

std::vector<Bytes> Findings::sentences(std::vector<Finding>& findings, size_t limit) const
{
    std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) { return a.at < b.at; });
    std::vector<Bytes> result;
    for (size_t i = 0; i < std::min(findings.size(), limit); ++i)
        result.push_back(placed(m_lines, findings[i].at, findings[i].sentence));
    if (findings.size() > limit)
        result.push_back(printable(m_lines.name()) + ": and " + std::to_string(findings.size() - limit) + " more");
    return result;
}

Error Findings::takeError()
{
    Bytes context;
    for (const Bytes& line : sentences(m_errors, kMaxErrors))
        context += (context.empty() ? "" : "\n") + line;
    m_errors.clear();
    return {ErrorCode::InvalidArgument, std::move(context)};
}

std::vector<Bytes> Findings::takeNotices()
{
    std::vector<Bytes> notices = sentences(m_notices, kMaxNotices);
    m_notices.clear();
    return notices;
}

} // namespace shoal::config
