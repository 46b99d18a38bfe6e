// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/live_table.h"
#include "desktop/models/path.h"
#include "desktop/models/status.h"

#include <optional>

namespace shoal::models {

// What a person can answer by `confirm`.
enum class Question {
    None,
    MissingFiles, // most files, or the marker, are gone: refill or deleted-everywhere
    OtherMount,   // another file system is mounted at the path: new-mount
    OldRecord,    // held, because it may have been deleted long ago: keep or remove
};

// One path that is not in sync, and why.
struct ProblemItem
{
    Path path; // relative to the folder; empty = all of the share
    QString state;
    Sentence reason;
    QString peer;
    Sentence whatToDo;
    Question question = Question::None;
    qint64 missingFiles = 0; // of MissingFiles

    bool operator==(const ProblemItem&) const = default;
    QString key() const { return path.shown + QLatin1Char('\n') + peer + QLatin1Char('\n') + reason.english; }
    bool needsPerson() const { return state == QLatin1String("blocked"); }
};

// What is not in sync in one share: what needs a person first.
class ProblemModel final : public LiveTable<ProblemItem>
{
    Q_OBJECT

public:
    enum Column { What, Reason, ColumnCount };
    static constexpr int kSortRole = Qt::UserRole;

    // Borrowed, both outlive it.
    ProblemModel(Instance& instance, Clock& clock, QObject* parent = nullptr);

    void setShare(const QString& id, const QString& dir);
    // There are more than the rows.
    bool hasMore() const { return m_hasMore; }

    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void conditionChanged();

private:
    void take(const QJsonObject& answer) override;
    void tellCondition() override { Q_EMIT conditionChanged(); }

    bool m_hasMore = false;
};

} // namespace shoal::models
