// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/share.h"

#include "core/engine/share_worker.h"

#include <atomic>

namespace shoal::engine {

struct Share::State
{
    State(ShareSettings settingsIn, ShareContext contextIn)
        : settings(std::move(settingsIn)), context(contextIn), strand(contextIn.pool)
    {}

    ShareSettings settings;
    ShareContext context;
    Strand strand;
    std::shared_ptr<ShareWorker> worker;
    std::unique_ptr<ReadNotifier> notifier;
    int watched = -1; // by the notifier
    std::atomic<int64_t> inboundBytes = 0;
    std::atomic<int64_t> tellBelow = 0; // a level of inboundBytes; 0 = nobody waits for one
    std::function<void()> onInboundBelow;
    std::atomic<Topics> topics = 0; // changed, and not told yet
    // Answers that arrive after the end find this gone.
    std::shared_ptr<bool> alive = std::make_shared<bool>(true);

    // Asks the worker on the strand; the answer comes on the engine thread. Nothing happens after stop().
    template <class Question, class Answer> void ask(Question question, Answer answer)
    {
        if (!alive)
            return;
        strand.post(
            [asked = worker, question = std::move(question), answer = std::move(answer), &engine = context.engine] {
                engine.post([answer, result = question(*asked)] { answer(result); });
            });
    }
};

Share::Share(ShareSettings settings, ShareContext context)
    : m_state(std::make_unique<State>(std::move(settings), context))
{
    State& state = *m_state;
    const std::weak_ptr<bool> alive = state.alive;
    ShareWorker::Callbacks callbacks;
    callbacks.watch = [this, alive, &engine = state.context.engine](int fileDescriptor) {
        engine.post([this, alive, fileDescriptor] {
            if (!alive.expired())
                watch(fileDescriptor);
        });
    };
    callbacks.misbehaved = [this, alive, &engine = state.context.engine](PeerId peer, Error error) {
        engine.post([this, alive, peer, error = std::move(error)] {
            if (!alive.expired() && onMisbehaved)
                onMisbehaved(peer, error);
        });
    };
    callbacks.notice = [this, alive, &engine = state.context.engine](const model::Sentence& sentence) {
        engine.post([this, alive, sentence] {
            if (!alive.expired() && onNotice)
                onNotice(sentence);
        });
    };
    callbacks.changed = [this, alive, &engine = state.context.engine](Topics topics) {
        const auto living = alive.lock();
        // What has not been told yet goes with it.
        if (!living || m_state->topics.fetch_or(topics) != 0)
            return;
        engine.post([this, alive] {
            if (alive.expired())
                return;
            const Topics all = m_state->topics.exchange(0);
            if (onChanged)
                onChanged(all);
        });
    };
    state.worker = std::make_shared<ShareWorker>(state.settings, state.context, state.strand, std::move(callbacks));
}

Share::~Share() = default;

void Share::watch(int fileDescriptor)
{
    m_state->notifier.reset();
    if (fileDescriptor < 0)
        return;
    m_state->watched = fileDescriptor;
    m_state->notifier = m_state->context.makeNotifier(fileDescriptor, [this, fileDescriptor] {
        // Off until the strand has read: the descriptor stays readable until then.
        m_state->notifier->setEnabled(false);
        m_state->strand.post([this, worker = m_state->worker, alive = std::weak_ptr<bool>(m_state->alive),
                              fileDescriptor, &engine = m_state->context.engine] {
            worker->readEvents();
            engine.post([this, alive, fileDescriptor] {
                if (!alive.expired() && m_state->notifier && m_state->watched == fileDescriptor)
                    m_state->notifier->setEnabled(true);
            });
        });
    });
}

void Share::start()
{
    m_state->strand.post([worker = m_state->worker] { worker->open(); });
}

void Share::stop(std::function<void()> done)
{
    m_state->alive.reset();
    m_state->notifier.reset();
    m_state->strand.post(
        [worker = m_state->worker, done = std::move(done), &engine = m_state->context.engine]() mutable {
            worker->close();
            worker.reset(); // its end is the end of this object, whichever thread is quicker
            engine.post(done);
        });
}

void Share::peerOpened(PeerInfo peer, std::shared_ptr<PeerLink> link)
{
    if (!m_state->alive)
        return; // stopped
    m_state->strand.post([worker = m_state->worker, peer = std::move(peer), link = std::move(link)]() mutable {
        worker->peerOpened(std::move(peer), std::move(link));
    });
}

void Share::peerClosed(PeerId peer)
{
    if (!m_state->alive)
        return; // stopped
    m_state->strand.post([worker = m_state->worker, peer] { worker->peerClosed(peer); });
}

void Share::receive(PeerId peer, protocol::Message message, size_t bytes)
{
    if (!m_state->alive)
        return; // stopped
    m_state->inboundBytes += static_cast<int64_t>(bytes);
    // std::function wants to be copied; a message of megabytes does not.
    auto shared = std::make_shared<protocol::Message>(std::move(message));
    m_state->strand.post(
        [this, worker = m_state->worker, alive = std::weak_ptr<bool>(m_state->alive), shared, peer, bytes] {
            worker->receive(peer, std::move(*shared));
            if (alive.expired())
                return;
            m_state->inboundBytes -= static_cast<int64_t>(bytes);
            tellInbound(alive);
        });
}

int64_t Share::inboundBytes() const
{
    return m_state->inboundBytes;
}

void Share::whenInboundBelow(int64_t bytes, std::function<void()> then)
{
    m_state->onInboundBelow = std::move(then);
    m_state->tellBelow = bytes;
    tellInbound(m_state->alive); // the strand may have been quicker
}

// On either thread: whoever sees it first posts the news.
void Share::tellInbound(const std::weak_ptr<bool>& alive)
{
    int64_t level = m_state->tellBelow;
    if (m_state->inboundBytes >= level || !m_state->tellBelow.compare_exchange_strong(level, 0))
        return;
    m_state->context.engine.post([this, alive] {
        if (alive.expired())
            return;
        if (const auto then = std::exchange(m_state->onInboundBelow, {}))
            then();
    });
}

void Share::status(std::function<void(ShareStatus)> answer)
{
    m_state->ask([](ShareWorker& worker) { return worker.status(); }, std::move(answer));
}

void Share::why(Bytes path, std::function<void(std::vector<WhyItem>)> answer)
{
    m_state->ask([path = std::move(path)](ShareWorker& worker) { return worker.why(path); }, std::move(answer));
}

void Share::rescan()
{
    if (!m_state->alive)
        return; // stopped
    m_state->strand.post([worker = m_state->worker] { worker->rescan(); });
}

void Share::rotate(const ShareId& next, std::function<void(Result<void>)> done)
{
    m_state->ask([next](ShareWorker& worker) { return worker.rotate(next); }, std::move(done));
}

void Share::newAuthor()
{
    if (!m_state->alive)
        return; // stopped
    m_state->strand.post([worker = m_state->worker] { worker->newAuthor(); });
}

void Share::confirm(GuardAnswer answer, std::optional<uint64_t> files, std::function<void(Result<void>)> done)
{
    m_state->ask([answer, files](ShareWorker& worker) { return worker.confirm(answer, files); }, std::move(done));
}

void Share::answerHeld(HeldAnswer answer, Bytes path, std::function<void(Result<void>)> done)
{
    m_state->ask([answer, path = std::move(path)](ShareWorker& worker) { return worker.answerHeld(answer, path); },
                 std::move(done));
}

void Share::acceptMount(Bytes path, std::function<void(Result<void>)> done)
{
    const Bytes& root = m_state->settings.dir;
    if (path == root)
        path.clear();
    else if (path.starts_with(root + "/"))
        path.erase(0, root.size() + 1);
    m_state->ask([path = std::move(path)](ShareWorker& worker) { return worker.acceptMount(path); }, std::move(done));
}

void Share::transfers(std::function<void(TransferList)> answer)
{
    m_state->ask([](ShareWorker& worker) { return worker.transfers(); }, std::move(answer));
}

void Share::history(HistoryQuery query, Reply<HistoryPage> answer)
{
    m_state->ask([query = std::move(query)](ShareWorker& worker) { return worker.history(query); }, std::move(answer));
}

void Share::conflicts(Bytes after, size_t limit, Reply<std::vector<ConflictItem>> answer)
{
    m_state->ask([after = std::move(after), limit](ShareWorker& worker) { return worker.conflicts(after, limit); },
                 std::move(answer));
}

void Share::resolve(Bytes path, KeepChoice keep, Reply<Bytes> answer)
{
    m_state->ask([path = std::move(path), keep](ShareWorker& worker) { return worker.resolve(path, keep); },
                 std::move(answer));
}

void Share::archive(ArchiveQuery query, Reply<ArchivePage> answer)
{
    m_state->ask([query = std::move(query)](ShareWorker& worker) { return worker.archive(query); }, std::move(answer));
}

void Share::restore(Bytes archived, std::optional<Bytes> to, Reply<Bytes> answer)
{
    m_state->ask([archived = std::move(archived),
                  to = std::move(to)](ShareWorker& worker) { return worker.restore(archived, to); },
                 std::move(answer));
}

void Share::ignoreTest(Bytes path, Reply<IgnoreVerdict> answer)
{
    m_state->ask([path = std::move(path)](ShareWorker& worker) { return worker.ignoreTest(path); }, std::move(answer));
}

void Share::tryIgnoreList(Bytes text, std::vector<Bytes> paths, Reply<IgnoreTrial> answer)
{
    m_state->ask([text = std::move(text),
                  paths = std::move(paths)](ShareWorker& worker) { return worker.tryIgnoreList(text, paths); },
                 std::move(answer));
}

void Share::ignoreList(Reply<Bytes> answer)
{
    m_state->ask([](ShareWorker& worker) { return worker.ignoreList(); }, std::move(answer));
}

void Share::setIgnoreList(Bytes text, Reply<void> answer)
{
    m_state->ask([text = std::move(text)](ShareWorker& worker) { return worker.setIgnoreList(text); },
                 std::move(answer));
}

void Share::retune(const ShareSettings& settings)
{
    m_state->settings.retune(settings);
    if (!m_state->alive)
        return; // stopped
    m_state->strand.post([worker = m_state->worker, settings] { worker->retune(settings); });
}

const ShareSettings& Share::settings() const
{
    return m_state->settings;
}

} // namespace shoal::engine
