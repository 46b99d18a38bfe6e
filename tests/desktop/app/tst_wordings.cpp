// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/wording.h"
#include "desktop/models/wordings.h"

#include <QTest>

using namespace shoal;

// The two tables belong to programs that know nothing of each other: whatever an instance of this version can say, a
// window of this version can translate, and from the same English text.
class TstWordings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void windowsKnowWhatAnInstanceCanSay();
};

void TstWordings::windowsKnowWhatAnInstanceCanSay()
{
    QMap<QString, QString> said, known;
    for (size_t i = 0; i < model::kWordings; ++i) {
        const auto& text = model::textOf(static_cast<model::Wording>(i));
        said[QString::fromStdString(Bytes(text.code))] = QString::fromStdString(Bytes(text.english));
    }
    for (const auto& [code, english] : models::allWordings())
        known[code] = english;
    for (const QString& code : said.keys())
        QVERIFY2(known.contains(code), qPrintable(QStringLiteral("desktop/models/wordings.cpp lacks ") + code));
    QCOMPARE(known, said);
}

QTEST_GUILESS_MAIN(TstWordings)
#include "tst_wordings.moc"
