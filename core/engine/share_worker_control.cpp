// SPDX-License-Identifier: GPL-3.0-or-later
// What people ask of a share and do with it, and what they are told of its changes.
#include "core/engine/archive_list.h"
#include "core/engine/archive_restorer.h"
#include "core/engine/ignore_editor.h"
#include "core/engine/share_worker.h"
#include "shared/base/log.h"

namespace shoal::engine {

Result<void> ShareWorker::ready() const
{
    if (!m_stopped.empty())
        return fail(ErrorCode::Busy, "the share is stopped: " + m_stopped.text());
    if (!m_open)
        return fail(ErrorCode::Busy, "the share's folder is not open yet");
    return {};
}

TransferList ShareWorker::transfers() const
{
    if (!m_open)
        return {};
    const auto nameOf = [this](PeerId id) {
        const auto peer = m_peers.find(id);
        return peer == m_peers.end() ? Bytes() : peer->second->info.name;
    };
    return m_transfers.list(m_fetcher, nameOf, m_context.clock.monotonicNs());
}

Result<HistoryPage> ShareWorker::history(const HistoryQuery& query)
{
    // Whoever was not known yet when something happened may be now.
    std::map<Bytes, Bytes> names;
    return m_history.read(query, [this, &names](const Bytes& written) {
        const auto [known, isNew] = names.try_emplace(written);
        if (isNew)
            known->second = m_replica.devices.nameSince(written);
        return known->second;
    });
}

Result<std::vector<ConflictItem>> ShareWorker::conflicts(const Bytes& after, size_t limit) const
{
    if (!m_open)
        return fail(ready().error());
    return m_conflicts.list(after, limit);
}

Result<Bytes> ShareWorker::resolve(const Bytes& path, KeepChoice keep)
{
    if (auto can = ready(); !can)
        return fail(can.error());
    auto resolved = m_conflicts.resolve(path, keep);
    schedulePump();
    return resolved;
}

Result<ArchivePage> ShareWorker::archive(const ArchiveQuery& query) const
{
    if (!m_open)
        return fail(ready().error());
    return listArchive(*m_replica.files, query);
}

Result<Bytes> ShareWorker::restore(const Bytes& archived, const std::optional<Bytes>& to)
{
    if (auto can = ready(); !can)
        return fail(can.error());
    auto restored = ArchiveRestorer(m_replica).restore(archived, to);
    schedulePump();
    return restored;
}

Result<IgnoreVerdict> ShareWorker::ignoreTest(const Bytes& asked)
{
    if (!m_open)
        return fail(ready().error());
    return testIgnored(m_replica,
                       asked.starts_with(m_settings.dir + "/") ? asked.substr(m_settings.dir.size() + 1) : asked);
}

Result<IgnoreTrial> ShareWorker::tryIgnoreList(const Bytes& text, const std::vector<Bytes>& paths)
{
    if (!m_open)
        return fail(ready().error());
    return tryIgnoreText(m_replica, text, paths);
}

Result<Bytes> ShareWorker::ignoreList() const
{
    if (!m_open)
        return fail(ready().error());
    return readIgnoreText(*m_replica.files);
}

Result<void> ShareWorker::setIgnoreList(const Bytes& text)
{
    // A share that stopped because of its list is mended by this.
    if (!m_open)
        return ready();
    if (auto written = writeIgnoreText(*m_replica.files, text); !written)
        return written;
    if (auto loaded = loadIgnoreList(); !loaded)
        return loaded;
    m_pendingFrom.emplace();
    m_pendingFrom->dir = store::kRootDirNo;
    m_rescanWanted = true;
    schedulePump();
    return {};
}

// A device that announces its own records names itself first among those who are told; one that passes on or streams
// those of others names itself alone, or twice.
void ShareWorker::learnAuthor(const model::Record& record, const std::vector<DeviceId>& told)
{
    if (told.size() < 2 || told[0] == told[1] || told[0] == m_settings.device)
        return;
    if (record.author != m_replica.index->author() && !sync::parseConflictName(record.name))
        m_replica.devices.isAuthor(told[0], record.author);
}

// Once a slice: writes down what happened, and tells those who watch.
void ShareWorker::noteChanges()
{
    if (!m_open)
        return;
    Topics topics = 0;
    const int64_t now = m_context.clock.monotonicNs();
    if (!m_fetcher.idle())
        topics = topics | Topic::Transfers;
    m_transfers.sample(m_fetcher, now);
    if (!m_replica.happened.empty()) {
        if (auto written = m_history.append(std::exchange(m_replica.happened, {})); !written)
            qCInfo(logEngine, "the history has a gap: %s", written.error().context.c_str());
        topics = topics | Topic::History;
    }
    if (m_replica.index->author().value != 0)
        m_replica.devices.isOwn(m_replica.index->author());
    if (m_replica.devices.save(m_replica.index->rows()))
        topics = topics | Topic::History | Topic::Conflicts;
    const Told is{m_replica.index->rows().counts(), m_inspector.state(condition()), m_replica.index->conflicts().size(),
                  m_replica.problems.revision()};
    if (is.conflicts != m_told.conflicts)
        topics = topics | Topic::Conflicts | Topic::Status;
    if (is.problems != m_told.problems)
        topics = topics | Topic::Problems | Topic::Status;
    if (is.counts != m_told.counts || is.state != m_told.state)
        topics = topics | Topic::Status;
    m_told = is;
    changed(topics);
}

void ShareWorker::changed(Topics topics)
{
    if (topics != 0 && m_callbacks.changed)
        m_callbacks.changed(topics);
}

} // namespace shoal::engine
