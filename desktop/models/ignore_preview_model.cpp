// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/ignore_preview_model.h"

#include "desktop/models/json_fields.h"

#include <QDirIterator>

namespace shoal::models {

namespace {

constexpr std::chrono::milliseconds kTyping{150};

// Level by level, so that a deep folder does not take all places.
QStringList entriesOf(const QString& dir, int most)
{
    QStringList found;
    QStringList level{QString()};
    while (!level.isEmpty() && found.size() < most) {
        QStringList next;
        for (const QString& folder : level) {
            QDirIterator entries(dir + QLatin1Char('/') + folder,
                                 QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
            while (entries.hasNext()) {
                if (found.size() >= most)
                    return found;
                const QFileInfo info = entries.nextFileInfo();
                const bool isDir = info.isDir() && !info.isSymLink();
                const QString path = folder + info.fileName() + (isDir ? QStringLiteral("/") : QString());
                if (path == QLatin1String(".sync/"))
                    continue;
                found << path;
                if (isDir)
                    next << path;
            }
        }
        level = next;
    }
    return found;
}

} // namespace

IgnorePreviewModel::IgnorePreviewModel(Instance& instance, Clock& clock, DiskWork& disk, QObject* parent)
    : KeyedRows(parent), m_instance(instance), m_clock(clock), m_disk(disk)
{
    connect(&instance, &Instance::attached, this, [this] { askSoon(); });
}

IgnorePreviewModel::~IgnorePreviewModel()
{
    m_clock.cancel(m_typing);
}

void IgnorePreviewModel::setShare(const QString& id, const QString& dir)
{
    m_share = id;
    m_dir = dir;
    m_added.clear();
    show({});
    if (m_isShown)
        listFolder();
}

void IgnorePreviewModel::setShown(bool shown)
{
    m_isShown = shown;
    if (shown && !m_share.isEmpty())
        listFolder();
}

void IgnorePreviewModel::setRules(const QString& text)
{
    m_rules = text;
    askSoon();
}

void IgnorePreviewModel::addSample(const QString& path)
{
    if (!m_added.contains(path))
        m_added << path;
    if (rowOf(path) < 0) {
        std::vector<IgnoreSample> next = rows();
        next.push_back({path, false, {}, 0, false});
        show(std::move(next));
    }
    askSoon();
}

void IgnorePreviewModel::listFolder()
{
    m_disk.run(
        this, [dir = m_dir] { return entriesOf(dir, kMaxListed); },
        [this, id = m_share](const QStringList& paths) {
            if (id == m_share)
                setSamples(paths + m_added);
        });
}

void IgnorePreviewModel::setSamples(const QStringList& paths)
{
    std::vector<IgnoreSample> next;
    QSet<QString> seen;
    for (const QString& path : paths) {
        if (seen.contains(path))
            continue;
        seen.insert(path);
        const int row = rowOf(path);
        next.push_back(row >= 0 ? at(row) : IgnoreSample{path, false, {}, 0, false});
    }
    show(std::move(next));
    askSoon();
}

void IgnorePreviewModel::askSoon()
{
    m_clock.cancel(m_typing);
    m_typing = m_clock.after(kTyping, [this] {
        m_typing = 0;
        ask();
    });
}

void IgnorePreviewModel::ask()
{
    if (m_isAsking) {
        m_isStale = true;
        return;
    }
    if (!m_isShown || m_share.isEmpty() || !m_instance.isAttached())
        return;
    QStringList paths;
    for (const IgnoreSample& sample : rows())
        paths << sample.path;
    m_isAsking = true;
    m_isStale = false;
    m_instance.call(QStringLiteral("try_ignore_list"),
                    {{QStringLiteral("share"), m_share},
                     {QStringLiteral("text"), m_rules},
                     {QStringLiteral("paths"), QJsonArray::fromStringList(paths)}},
                    this, [this, paths, id = m_share](const Result<QJsonObject>& answer) {
                        m_isAsking = false;
                        if (id == m_share)
                            take(paths, answer);
                        if (m_isStale || id != m_share)
                            ask();
                    });
}

void IgnorePreviewModel::take(const QStringList& paths, const Result<QJsonObject>& answer)
{
    const QString mistake = answer ? textIn(*answer, "mistake") : QString::fromStdString(answer.error().context);
    if (!answer && answer.error().code == ErrorCode::Closed)
        return;
    m_mistake = mistake;
    if (answer && mistake.isEmpty()) {
        const QJsonArray verdicts = arrayIn(*answer, "verdicts");
        std::vector<IgnoreSample> next = rows();
        for (IgnoreSample& sample : next) {
            const qsizetype i = paths.indexOf(sample.path);
            if (i < 0)
                continue;
            const QJsonObject verdict = verdicts.at(i).toObject();
            sample = {sample.path, flagIn(verdict, "ignored"), textIn(verdict, "rule"), numberIn(verdict, "line"),
                      true};
        }
        show(std::move(next));
    }
    Q_EMIT conditionChanged();
}

QVariant IgnorePreviewModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const IgnoreSample& sample = at(index.row());
    if (role == Qt::ToolTipRole && !sample.rule.isEmpty())
        return tr("Rule: %1").arg(sample.rule);
    if (role != Qt::DisplayRole && role != kSortRole)
        return {};
    if (index.column() == File)
        return sample.path;
    if (!sample.isKnown)
        return {};
    if (!sample.isIgnored)
        return tr("Synced");
    return sample.line > 0 ? tr("Ignored, line %1").arg(sample.line) : tr("Ignored always");
}

QVariant IgnorePreviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == File ? tr("File or folder") : tr("With these rules");
}

} // namespace shoal::models
