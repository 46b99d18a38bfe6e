// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/disk_work.h"
#include "desktop/models/instance.h"
#include "desktop/models/keyed_rows.h"

namespace shoal::models {

// A path that rules are tried on.
struct IgnoreSample
{
    QString path; // relative to the share; a directory ends with /
    bool isIgnored = false;
    QString rule;
    qint64 line = 0; // of the list; 0: a built-in rule
    bool isKnown = false;

    bool operator==(const IgnoreSample&) const = default;
    const QString& key() const { return path; }
};

// What rules that are being typed would do to files of a share: some of those that lie in its folder, and paths that a
// person adds. The instance decides, so that the preview cannot differ from what happens. GUI thread only.
class IgnorePreviewModel final : public KeyedRows<IgnoreSample>
{
    Q_OBJECT

public:
    enum Column { File, Verdict, ColumnCount };
    static constexpr int kSortRole = Qt::UserRole;
    // Of the folder, the entries nearest to its top: enough to see a rule at work.
    static constexpr int kMaxListed = 300;

    // Everything is borrowed and outlives it.
    IgnorePreviewModel(Instance& instance, Clock& clock, DiskWork& disk, QObject* parent = nullptr);
    ~IgnorePreviewModel() override;

    void setShare(const QString& id, const QString& dir);
    void setShown(bool shown);
    void setRules(const QString& text);
    void addSample(const QString& path);
    // What is wrong with the rules; empty when nothing is.
    const QString& mistake() const { return m_mistake; }

    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    // Of mistake().
    void conditionChanged();

private:
    void listFolder();
    void setSamples(const QStringList& paths);
    void askSoon();
    void ask();
    void take(const QStringList& paths, const Result<QJsonObject>& answer);

    Instance& m_instance;
    Clock& m_clock;
    DiskWork& m_disk;
    QString m_share, m_dir, m_rules, m_mistake;
    QStringList m_added;
    bool m_isShown = false;
    bool m_isAsking = false;
    bool m_isStale = false;
    Clock::TimerId m_typing = 0;
};

} // namespace shoal::models
