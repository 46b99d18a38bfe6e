// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/wording.h"
#include "shared/base/result.h"

#include <vector>

namespace shoal::model {

// A part of a sentence that is translated as a whole. Without a code there is only the English text, as for what the
// system or another device said.
struct Phrase
{
    Bytes code;
    std::vector<Bytes> args; // printable
    Bytes text;              // English, with the args in it
    bool operator==(const Phrase&) const = default;
};

// Something to tell a person, in English and so that it can be told in another language. A value.
class Sentence
{
public:
    Sentence() = default;
    Sentence(Wording wording, const std::vector<Bytes>& args = {});
    // English only.
    Sentence(Bytes text);
    Sentence(const char* text) : Sentence(Bytes(text)) {}
    // What the system said, and of which kind that is.
    static Sentence of(const Error& error);

    bool empty() const { return m_phrases.empty(); }
    void clear() { *this = {}; }
    // English.
    const Bytes& text() const { return m_text; }
    const std::vector<Phrase>& phrases() const { return m_phrases; }
    Sentence& operator+=(const Sentence& more);
    friend Sentence operator+(Sentence left, const Sentence& right) { return left += right; }
    bool operator==(const Sentence& other) const { return m_text == other.m_text; }

private:
    std::vector<Phrase> m_phrases;
    Bytes m_text;
};

} // namespace shoal::model
