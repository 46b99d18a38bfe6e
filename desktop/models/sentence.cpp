// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/sentence.h"

#include "desktop/models/json_fields.h"
#include "desktop/models/wordings.h"

namespace shoal::models {

namespace {

QByteArray phrasesOf(const char* name)
{
    return QByteArray(name) + "_phrases";
}

QList<Phrase> phrasesFrom(const QJsonArray& array)
{
    QList<Phrase> phrases;
    for (const QJsonValue& value : array) {
        const QJsonObject phrase = value.toObject();
        phrases.append({textIn(phrase, "code"), textsIn(phrase, "args"), textIn(phrase, "text")});
    }
    return phrases;
}

} // namespace

QString Sentence::inWords() const
{
    QString words;
    for (const Phrase& phrase : phrases) {
        const auto translated = phrase.code.isEmpty() ? phrase.text : wordingIn(phrase.code, phrase.args);
        if (!translated)
            return english;
        words += *translated;
    }
    return words.isEmpty() ? english : words;
}

Sentence sentenceIn(const QJsonObject& object, const char* name)
{
    return {textIn(object, name), phrasesFrom(arrayIn(object, phrasesOf(name).constData()))};
}

QList<Sentence> sentencesIn(const QJsonObject& object, const char* name)
{
    const QStringList texts = textsIn(object, name);
    const QJsonArray phrases = arrayIn(object, phrasesOf(name).constData());
    QList<Sentence> sentences;
    for (qsizetype i = 0; i < texts.size(); ++i)
        sentences.append({texts[i], phrasesFrom(phrases[i].toArray())});
    return sentences;
}

QString inWords(const QList<Sentence>& sentences)
{
    QStringList lines;
    for (const Sentence& sentence : sentences)
        lines.append(sentence.inWords());
    return lines.join(QLatin1Char('\n'));
}

} // namespace shoal::models
