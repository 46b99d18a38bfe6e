// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/notice_list.h"

#include <QTest>

using namespace shoal;
using engine::NoticeList;

// What people are told of an instance: once about each thing, and never without a bound.
class TstNoticeList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theNewestAboutAThingCounts();
    void manyPushOutTheOldest();
    void whatWasReadGoes();
    void whatIsOverGoes();
};

void TstNoticeList::theNewestAboutAThingCounts()
{
    NoticeList notices;
    notices.add("app02 lied", "app02");
    notices.add("the port is taken");
    notices.add("app02 lied again", "app02");
    notices.add("the port is taken");
    QCOMPARE(notices.sentences(), (std::vector<model::Sentence>{"app02 lied again", "the port is taken"}));
}

void TstNoticeList::manyPushOutTheOldest()
{
    NoticeList notices;
    for (size_t i = 0; i <= NoticeList::kMax; ++i)
        notices.add(std::to_string(i));
    QCOMPARE(notices.sentences().size(), NoticeList::kMax);
    QCOMPARE(notices.sentences().front().text(), Bytes("1"));
}

void TstNoticeList::whatWasReadGoes()
{
    NoticeList notices;
    notices.add("a");
    QCOMPARE(notices.dismiss(), size_t{1});
    QVERIFY(notices.sentences().empty());
    QCOMPARE(notices.dismiss(), size_t{0});
}

void TstNoticeList::whatIsOverGoes()
{
    NoticeList notices;
    notices.add("app02 lied", "app02");
    notices.add("app03 lied", "app03");
    notices.withdraw("app02");
    notices.withdraw("app04");
    QCOMPARE(notices.sentences(), std::vector<model::Sentence>{"app03 lied"});
}

QTEST_GUILESS_MAIN(TstNoticeList)
#include "tst_notice_list.moc"
