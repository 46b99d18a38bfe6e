// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sentence_json.h"

#include "core/engine/shown_text.h"

#include <QJsonArray>

#include <algorithm>

namespace shoal::engine {

namespace {

QString phrasesOf(const QString& name)
{
    return name + QStringLiteral("_phrases");
}

QJsonObject phraseJson(const model::Phrase& phrase)
{
    QJsonObject json{{QStringLiteral("text"), shownText(phrase.text)}};
    if (phrase.code.empty())
        return json;
    QJsonArray args;
    for (const Bytes& arg : phrase.args)
        args.append(shownText(arg));
    json.insert(QStringLiteral("code"), shownText(phrase.code));
    json.insert(QStringLiteral("args"), args);
    return json;
}

QJsonArray phrasesJson(const model::Sentence& sentence)
{
    QJsonArray all;
    for (const model::Phrase& phrase : sentence.phrases())
        all.append(phraseJson(phrase));
    return all;
}

bool canBeTranslated(const model::Sentence& sentence)
{
    const auto& phrases = sentence.phrases();
    return std::any_of(phrases.begin(), phrases.end(), [](const auto& phrase) { return !phrase.code.empty(); });
}

} // namespace

void putSentence(QJsonObject& json, const QString& name, const model::Sentence& sentence)
{
    json.insert(name, shownText(sentence.text()));
    if (canBeTranslated(sentence))
        json.insert(phrasesOf(name), phrasesJson(sentence));
}

void putSentences(QJsonObject& json, const QString& name, const std::vector<model::Sentence>& sentences)
{
    QJsonArray texts, phrases;
    for (const model::Sentence& sentence : sentences) {
        texts.append(shownText(sentence.text()));
        phrases.append(phrasesJson(sentence));
    }
    json.insert(name, texts);
    if (std::any_of(sentences.begin(), sentences.end(), canBeTranslated))
        json.insert(phrasesOf(name), phrases);
}

} // namespace shoal::engine
