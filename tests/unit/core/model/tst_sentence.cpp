// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/sentence.h"

#include <QTest>

#include <set>

using namespace shoal;
using model::Sentence;
using model::Wording;

class TstSentence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyWordingHasACodeOfItsOwn();
    void whatItIsAboutIsPutIn();
    void whatIsPutInIsNotLookedAtAgain();
    void whatIsPutInCanBePrinted();
    void sentencesGoOn();
    void anErrorKeepsItsKind();
    void nothingIsEmpty();
};

void TstSentence::everyWordingHasACodeOfItsOwn()
{
    std::set<Bytes> codes;
    for (size_t i = 0; i < model::kWordings; ++i) {
        const auto& text = model::textOf(static_cast<Wording>(i));
        QVERIFY2(!text.code.empty() && !text.english.empty(), std::to_string(i).c_str());
        QVERIFY2(text.code.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == ByteView::npos,
                 Bytes(text.code).c_str());
        QVERIFY2(codes.insert(Bytes(text.code)).second, Bytes(text.code).c_str());
    }
    QCOMPARE(model::textOf(Wording::NoPeer).code, ByteView("no-peer"));
    QCOMPARE(model::textOf(Wording::DoAskAgain).code, ByteView("do-ask-again"));
}

void TstSentence::whatItIsAboutIsPutIn()
{
    const Sentence sentence(Wording::FilesMissing, {"12", "40"});
    QCOMPARE(sentence.text(), Bytes("12 of 40 files are missing: nothing is deleted elsewhere until you say so"));
    QCOMPARE(sentence.phrases().size(), size_t{1});
    QCOMPARE(sentence.phrases()[0].code, Bytes("files-missing"));
    QCOMPARE(sentence.phrases()[0].args, (std::vector<Bytes>{"12", "40"}));
}

void TstSentence::whatIsPutInIsNotLookedAtAgain()
{
    QCOMPARE(Sentence(Wording::PeerSays, {"%2 100 %", "%1"}).text(), Bytes("'%2 100 %' says: %1"));
    QCOMPARE(Sentence(Wording::PeerSays, {"a"}).text(), Bytes("'a' says: %2"));
}

void TstSentence::whatIsPutInCanBePrinted()
{
    const Sentence sentence(Wording::MadeBy, {Bytes("a\x1b[2J\n", 6)});
    QCOMPARE(sentence.text(), Bytes("; this version was made by 'a\\x1b[2J\\x0a'"));
    QCOMPARE(sentence.phrases()[0].args[0], Bytes("a\\x1b[2J\\x0a"));
}

void TstSentence::sentencesGoOn()
{
    Sentence sentence = Wording::NoPeer;
    sentence += {Wording::MadeBy, {"app02"}};
    QCOMPARE(sentence.text(), Bytes("no peer is connected; this version was made by 'app02'"));
    QCOMPARE(sentence.phrases().size(), size_t{2});
    QVERIFY(sentence != Sentence(Wording::NoPeer));
    QCOMPARE(sentence, Sentence(Wording::NoPeer) + Sentence(Wording::MadeBy, {"app02"}));
}

void TstSentence::anErrorKeepsItsKind()
{
    const Sentence denied = Sentence::of({ErrorCode::PermissionDenied, "cannot open 'a': Permission denied"});
    QCOMPARE(denied.text(), Bytes("cannot open 'a': Permission denied"));
    QCOMPARE(denied.phrases()[0].code, Bytes("error-permission-denied"));
    const Sentence other = Sentence::of({ErrorCode::Corrupt, "the file is damaged"});
    QCOMPARE(other.text(), Bytes("the file is damaged"));
    QCOMPARE(other.phrases()[0].code, Bytes());
}

void TstSentence::nothingIsEmpty()
{
    QVERIFY(Sentence().empty() && Sentence("").empty() && Sentence(Bytes()).empty());
    Sentence sentence = Wording::NoPeer;
    QVERIFY(!sentence.empty());
    sentence.clear();
    QVERIFY(sentence.empty() && sentence.text().empty());
}

QTEST_GUILESS_MAIN(TstSentence)
#include "tst_sentence.moc"
