// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/sentence.h"

#include <optional>

namespace shoal::model {

namespace {

// %1 is args[0]. What an arg has in it is not looked at again.
Bytes filled(ByteView english, const std::vector<Bytes>& args)
{
    Bytes text;
    for (size_t i = 0; i < english.size(); ++i) {
        const size_t number =
            english[i] == '%' && i + 1 < english.size() ? static_cast<size_t>(english[i + 1] - '1') : 9;
        if (number < args.size()) {
            text += args[number];
            ++i;
        } else {
            text += english[i];
        }
    }
    return text;
}

std::optional<Wording> wordingOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotFound:
        return Wording::ErrorNotFound;
    case ErrorCode::PermissionDenied:
        return Wording::ErrorPermissionDenied;
    case ErrorCode::NoSpace:
        return Wording::ErrorNoSpace;
    case ErrorCode::ReadOnly:
        return Wording::ErrorReadOnly;
    case ErrorCode::TooManyFiles:
        return Wording::ErrorTooManyFiles;
    case ErrorCode::Io:
        return Wording::ErrorIo;
    default:
        return std::nullopt;
    }
}

} // namespace

Sentence::Sentence(Wording wording, const std::vector<Bytes>& args)
{
    Phrase phrase{Bytes(textOf(wording).code), {}, {}};
    for (const Bytes& arg : args)
        phrase.args.push_back(printable(arg));
    phrase.text = filled(textOf(wording).english, phrase.args);
    m_text = phrase.text;
    m_phrases.push_back(std::move(phrase));
}

Sentence::Sentence(Bytes text) : m_text(std::move(text))
{
    if (!m_text.empty())
        m_phrases.push_back({{}, {}, m_text});
}

Sentence Sentence::of(const Error& error)
{
    const auto wording = wordingOf(error.code);
    return wording ? Sentence(*wording, {error.context}) : Sentence(error.context);
}

Sentence& Sentence::operator+=(const Sentence& more)
{
    m_text += more.m_text;
    m_phrases.insert(m_phrases.end(), more.m_phrases.begin(), more.m_phrases.end());
    return *this;
}

} // namespace shoal::model
