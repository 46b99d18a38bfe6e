// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/sentence.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <QTranslator>

using namespace shoal::models;

namespace {

// Tells what was asked for.
class Marking final : public QTranslator
{
public:
    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* text, const char*, int) const override
    {
        return qstrcmp(context, "Wordings") == 0 ? QLatin1Char('<') + QString::fromUtf8(text) + QLatin1Char('>')
                                                 : QString();
    }
};

QJsonObject parsed(const char* json)
{
    return QJsonDocument::fromJson(json).object();
}

} // namespace

// What an instance says, in another language.
class TstSentences : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QCoreApplication::removeTranslator(&m_language); }
    void phrasesAreTranslatedOneByOne();
    void whatHasNoCodeStaysAsItIs();
    void aCodeOfANewerInstanceLeavesItEnglish();
    void anOlderInstanceGivesEnglishOnly();
    void whatIsPutInIsNotLookedAtAgain();
    void aListHasALineForEach();
    void nonsenseIsRead();

private:
    Marking m_language;
};

void TstSentences::phrasesAreTranslatedOneByOne()
{
    const Sentence sentence =
        sentenceIn(parsed(R"({"reason":"no peer is connected; this version was made by 'app02'","reason_phrases":[
            {"code":"no-peer","args":[],"text":"no peer is connected"},
            {"code":"made-by","args":["app02"],"text":"; this version was made by 'app02'"}]})"),
                   "reason");
    QCOMPARE(sentence.inWords(), QStringLiteral("no peer is connected; this version was made by 'app02'"));
    QCoreApplication::installTranslator(&m_language);
    QCOMPARE(sentence.inWords(), QStringLiteral("<no peer is connected><; this version was made by 'app02'>"));
}

void TstSentences::whatHasNoCodeStaysAsItIs()
{
    QCoreApplication::installTranslator(&m_language);
    const Sentence sentence = sentenceIn(parsed(R"({"reason":"no peer is connected: really","reason_phrases":[
            {"code":"no-peer","args":[],"text":"no peer is connected"},{"text":": really"}]})"),
                                         "reason");
    QCOMPARE(sentence.inWords(), QStringLiteral("<no peer is connected>: really"));
}

void TstSentences::aCodeOfANewerInstanceLeavesItEnglish()
{
    QCoreApplication::installTranslator(&m_language);
    const Sentence sentence = sentenceIn(parsed(R"({"reason":"no peer is connected, alas","reason_phrases":[
            {"code":"no-peer","args":[],"text":"no peer is connected"},
            {"code":"of-a-later-version","args":[],"text":", alas"}]})"),
                                         "reason");
    QCOMPARE(sentence.inWords(), QStringLiteral("no peer is connected, alas"));
}

void TstSentences::anOlderInstanceGivesEnglishOnly()
{
    QCoreApplication::installTranslator(&m_language);
    const Sentence sentence = sentenceIn(parsed(R"({"reason":"no peer is connected"})"), "reason");
    QCOMPARE(sentence.inWords(), QStringLiteral("no peer is connected"));
    QVERIFY(sentenceIn(parsed("{}"), "reason").isEmpty());
}

void TstSentences::whatIsPutInIsNotLookedAtAgain()
{
    const Sentence sentence = sentenceIn(
        parsed(R"({"reason":"x","reason_phrases":[{"code":"peer-says","args":["%2 %1","100 %"],"text":"x"}]})"),
        "reason");
    QCOMPARE(sentence.inWords(), QStringLiteral("'%2 %1' says: 100 %"));
}

void TstSentences::aListHasALineForEach()
{
    QCoreApplication::installTranslator(&m_language);
    const auto sentences =
        sentencesIn(parsed(R"({"notices":["old","no peer is connected"],"notices_phrases":[[{"text":"old"}],
            [{"code":"no-peer","args":[],"text":"no peer is connected"}]]})"),
                    "notices");
    QCOMPARE(inWords(sentences), QStringLiteral("old\n<no peer is connected>"));
}

// What comes over a socket may be anything.
void TstSentences::nonsenseIsRead()
{
    const auto sentences = sentencesIn(parsed(R"({"notices":["a","b"],"notices_phrases":[7]})"), "notices");
    QCOMPARE(inWords(sentences), QStringLiteral("a\nb"));
    const Sentence sentence =
        sentenceIn(parsed(R"({"reason":"a","reason_phrases":[{"code":"made-by","args":7,"text":null}]})"), "reason");
    QCOMPARE(sentence.inWords(), QStringLiteral("; this version was made by '%1'"));
}

QTEST_GUILESS_MAIN(TstSentences)
#include "tst_sentences.moc"
