// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger.h"
#include "plan.h"

namespace shoal::sim {

// The users of all machines: does to their disks what a plan says, and keeps the ledger of it.
class People
{
public:
    // All borrowed. `tell` gets a sentence for each thing that somebody did.
    People(World& world, Ledger& ledger, std::function<void(Bytes)> tell)
        : m_world(world), m_ledger(ledger), m_tell(std::move(tell))
    {}

    // Does nothing when there is nothing to do it with. `file`: to this one, relative to the share.
    void act(const Step& step, const std::optional<Bytes>& file = std::nullopt);
    // Whether a content is on another machine, live or in the archive.
    std::function<bool(NodeId node, const Bytes& content)> isElsewhere;
    // The machine has lost power, and with it what was open.
    void forget(NodeId node);

    // A user has changed something on this read-only device.
    bool isEditedReader(NodeId node) const { return m_edited.contains(node); }

private:
    struct Place
    {
        NodeId node;
        Random& dice;
        std::vector<Bytes> dirs; // relative to the share; the first is the share itself, ""
        std::vector<Bytes> files;
        std::optional<Bytes> only{}; // whatever somebody does, he does it to this file
        Bytes to{};                  // what is moved gets this name
    };
    void choose(Place& place, const Step& step) const;
    Place look(NodeId node, Random& dice) const;
    static const Bytes& pick(const std::vector<Bytes>& from, Random& dice);
    static Bytes target(const Place& place);
    static Bytes full(const Bytes& path);
    InodePtr at(NodeId node, const Bytes& path) const;
    bool isReader(NodeId node) const { return m_world.setup(node).readOnly; }

    void say(NodeId node, const Bytes& what);
    void touched(NodeId node);
    void excuse(NodeId node, const Bytes& content);
    void excuseAt(NodeId node, const Bytes& path);
    void movedAt(NodeId node, const Bytes& path);
    bool makeRoom(NodeId node, const Bytes& path);
    void wrote(NodeId node, const Bytes& path, const Bytes& content, bool finished);

    void saveFile(Place& place, const Bytes& path, const Bytes& content, bool byRename, int tries = 5);
    void change(Place& place, Act act);
    void checkWritten(NodeId node, const Bytes& path, const Dentry& file, const Bytes& content);
    void writeSlowly(Place& place);
    void continueSlowly(NodeId node, const DentryPtr& file, const Bytes& content, size_t written, uint64_t dice);
    void moveName(Place& place, const Bytes& from, const Bytes& to);
    void rotate(Place& place, std::vector<Bytes> names);
    void moveDirectory(Place& place, const Bytes& from, const Bytes& to);
    void swapDirectories(Place& place, const Bytes& one, const Bytes& two);
    void swapSlowly(Place& place);
    void makeLink(Place& place, bool hard);
    void changeFacts(Place& place, bool mode);
    void removeTree(Place& place, const Bytes& path);

    World& m_world;
    Ledger& m_ledger;
    const std::function<void(Bytes)> m_tell;
    std::set<NodeId> m_edited;
    std::map<NodeId, std::set<DentryPtr>> m_open;
    std::set<InodePtr> m_removed;              // by users
    std::set<std::pair<NodeId, Bytes>> m_left; // names that a directory has had
    uint64_t m_temporary = 0;
};

} // namespace shoal::sim
