// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace shoal::models {

// A part of a sentence that is translated as a whole.
struct Phrase
{
    QString code; // empty: it is said as it is
    QStringList args;
    QString text; // English

    bool operator==(const Phrase&) const = default;
};

// What an instance says, in English and in parts that can be translated.
struct Sentence
{
    QString english;
    QList<Phrase> phrases; // none: an instance that is older, or what another device said

    bool operator==(const Sentence&) const = default;
    bool isEmpty() const { return english.isEmpty(); }
    // In the language of the program; in English when that misses a part of it.
    QString inWords() const;
};

// A sentence and a list of them, with their phrases, as the members `name` and `name`_phrases (docs/control.md).
Sentence sentenceIn(const QJsonObject& object, const char* name);
QList<Sentence> sentencesIn(const QJsonObject& object, const char* name);
// A line each.
QString inWords(const QList<Sentence>& sentences);

} // namespace shoal::models
