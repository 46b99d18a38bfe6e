// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/problem_model.h"

#include <algorithm>

namespace shoal::models {

namespace {

Question questionFrom(const QString& word)
{
    if (word == QLatin1String("missing files"))
        return Question::MissingFiles;
    if (word == QLatin1String("other mount"))
        return Question::OtherMount;
    return word == QLatin1String("old record") ? Question::OldRecord : Question::None;
}

ProblemItem problemFrom(const QJsonObject& object)
{
    return {pathIn(object, QStringLiteral("path")), textIn(object, "state"),
            sentenceIn(object, "reason"),           textIn(object, "peer"),
            sentenceIn(object, "what_to_do"),       questionFrom(textIn(object, "question")),
            numberIn(object, "missing_files")};
}

bool isNews(const ProblemItem& item)
{
    return item.state != QLatin1String("in sync") && item.state != QLatin1String("ignored");
}

QString placeOf(const ProblemItem& item)
{
    if (!item.path.shown.isEmpty())
        return item.path.shown;
    return item.peer.isEmpty() ? ProblemModel::tr("The whole share") : item.peer;
}

} // namespace

ProblemModel::ProblemModel(Instance& instance, Clock& clock, QObject* parent)
    : LiveTable(instance, clock,
                {QStringLiteral("why"),
                 {QStringLiteral("problems"), QStringLiteral("status")},
                 std::chrono::milliseconds(1000)},
                parent)
{}

void ProblemModel::setShare(const QString& id, const QString& dir)
{
    ask({{QStringLiteral("path"), dir}}, id);
}

void ProblemModel::take(const QJsonObject& answer)
{
    m_hasMore = flagIn(answer, "more");
    std::vector<ProblemItem> rows;
    for (const QJsonValue& value : arrayIn(answer, "items"))
        if (ProblemItem item = problemFrom(value.toObject()); isNews(item))
            rows.push_back(std::move(item));
    std::stable_partition(rows.begin(), rows.end(), [](const ProblemItem& item) { return item.needsPerson(); });
    show(std::move(rows));
}

QVariant ProblemModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const ProblemItem& item = at(index.row());
    if (role == Qt::ToolTipRole)
        return item.whatToDo.isEmpty() ? item.reason.inWords() : inWords({item.reason, item.whatToDo});
    if (role != Qt::DisplayRole && role != kSortRole)
        return {};
    return index.column() == What ? placeOf(item) : item.reason.inWords();
}

QVariant ProblemModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == What ? tr("What") : tr("Why it is not in sync");
}

} // namespace shoal::models
