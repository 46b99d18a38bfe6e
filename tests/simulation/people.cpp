// SPDX-License-Identifier: GPL-3.0-or-later
#include "people.h"

#include <algorithm>
#include <array>

namespace shoal::sim {

namespace {

constexpr int64_t kMs = 1'000'000;
constexpr size_t kLarge = 100'000; // does not travel with its announcement

bool areApart(const Bytes& one, const Bytes& two)
{
    return !(one + "/").starts_with(two + "/") && !(two + "/").starts_with(one + "/");
}

} // namespace

const Bytes& People::pick(const std::vector<Bytes>& from, Random& dice)
{
    return from[dice.below(from.size())];
}

Bytes People::full(const Bytes& path)
{
    return path.empty() ? Bytes(kShare) : kShare + ("/" + path);
}

InodePtr People::at(NodeId node, const Bytes& path) const
{
    return m_world.disk(node).find(full(path));
}

People::Place People::look(NodeId node, Random& dice) const
{
    Place place{node, dice, {Bytes()}, {}};
    m_world.disk(node).forEach(kShare, [&place](const Bytes& path, const Inode& inode) {
        if (isService(path))
            return;
        (inode.type == FileType::Directory ? place.dirs : place.files).push_back(path);
    });
    std::sort(place.dirs.begin(), place.dirs.end());
    std::sort(place.files.begin(), place.files.end());
    return place;
}

Bytes People::target(const Place& place)
{
    static const std::vector<Bytes> kNames{"a", "b", "c.txt", "d", "A", "\xc3\xa9", "e\xcc\x81"};
    if (!place.to.empty())
        return place.to;
    if (place.only)
        return *place.only;
    const Bytes& dir = pick(place.dirs, place.dice);
    const Bytes& name = pick(kNames, place.dice);
    return dir.empty() ? name : dir + "/" + name;
}

void People::say(NodeId node, const Bytes& what)
{
    m_tell(std::to_string(node) + ": " + what);
}

void People::touched(NodeId node)
{
    if (isReader(node))
        m_edited.insert(node);
}

// Somebody sees what is there, and lets it go.
void People::excuseAt(NodeId node, const Bytes& path)
{
    touched(node);
    const InodePtr inode = at(node, path);
    if (!inode || inode->type == FileType::Directory)
        return;
    excuse(node, inode->content);
    if (path.find(".conflict-") != Bytes::npos)
        m_ledger.copyGone(inode->content, path);
    if (inode->links <= 1)
        m_removed.insert(inode);
}

// What a reader lets go is not gone for those who write; unless it had the only copy that a power cut has left.
void People::excuse(NodeId node, const Bytes& content)
{
    const Ledger::Entry* const entry = m_ledger.find(content);
    if (entry && (!isReader(node) || entry->byReader || !isElsewhere(node, content)))
        m_ledger.excuse(content, node);
}

void People::movedAt(NodeId node, const Bytes& path)
{
    touched(node);
    if (const InodePtr inode = at(node, path); inode && inode->type != FileType::Directory)
        m_ledger.moved(inode->content);
}

// True when a new file may be there.
bool People::makeRoom(NodeId node, const Bytes& path)
{
    const InodePtr inode = at(node, path);
    if (!inode)
        return true;
    if (inode->type == FileType::Directory)
        return false;
    excuseAt(node, path);
    return true;
}

void People::wrote(NodeId node, const Bytes& path, const Bytes& content, bool finished)
{
    touched(node);
    m_ledger.wrote(content, node, isReader(node), path, m_world.disk(node).wallNs(), finished);
}

void People::forget(NodeId node)
{
    m_open.erase(node);
}

// Whoever has written the plan has said with which entries.
void People::choose(Place& place, const Step& step) const
{
    Bytes path = step.path;
    if (path.ends_with('*')) {
        path.pop_back();
        const auto found = std::find_if(place.files.begin(), place.files.end(),
                                        [&path](const Bytes& one) { return one.starts_with(path); });
        path = found == place.files.end() ? step.path : *found;
    }
    place.only = path;
    place.to = step.to;
    const auto isOther = [&](const Bytes& one) { return one != path && (one.empty() || one != step.to); };
    std::erase_if(place.files, isOther);
    std::erase_if(place.dirs, [&](const Bytes& one) { return !one.empty() && one != path; });
    std::stable_partition(place.files.begin(), place.files.end(), [&path](const Bytes& one) { return one == path; });
}

void People::act(const Step& step, const std::optional<Bytes>& file)
{
    const Act act = step.act;
    const NodeId node = step.node;
    const auto random = makeSeededRandom(step.dice);
    Place place = look(node, *random);
    if (!step.path.empty())
        choose(place, step);
    if (file) {
        place.only = file;
        std::erase_if(place.files, [&file](const Bytes& one) { return one != *file; });
    }
    switch (act) {
    case Act::Write:
        saveFile(place, target(place), m_ledger.fresh(node), false);
        return;
    case Act::Save:
        saveFile(place, place.files.empty() ? target(place) : pick(place.files, *random), m_ledger.fresh(node), true);
        return;
    case Act::WriteLarge:
        saveFile(place, target(place), m_ledger.fresh(node, kLarge + random->below(4 * kLarge)), false);
        return;
    case Act::MakeDirectory: {
        const Bytes path = target(place);
        if (at(node, path))
            return;
        touched(node);
        say(node, "makes " + path + "/");
        (void)m_world.disk(node).makeDirectory(full(path));
        return;
    }
    case Act::Link:
    case Act::HardLink:
        makeLink(place, act == Act::HardLink);
        return;
    case Act::WriteSlowly:
        writeSlowly(place);
        return;
    default:
        break;
    }
    if (place.files.empty() && place.dirs.size() == 1)
        return;
    change(place, act);
}

// What needs something that is there.
void People::change(Place& place, Act act)
{
    const NodeId node = place.node;
    SimDisk& disk = m_world.disk(node);
    const bool hasFile = !place.files.empty();
    // Where a file system is mounted, nobody moves the directory.
    std::erase(place.dirs, Bytes("nested"));
    const bool hasDirectory = place.dirs.size() > 1;
    const auto file = [&] { return place.to.empty() ? pick(place.files, place.dice) : place.files.front(); };
    const auto secondFile = [&] { return place.to.empty() ? file() : place.to; };
    const auto directory = [&] { return place.dirs[1 + place.dice.below(place.dirs.size() - 1)]; };
    const auto contentOf = [&](const Bytes& path) {
        const InodePtr inode = at(node, path);
        return inode && inode->type == FileType::File ? std::optional(inode->content) : std::nullopt;
    };
    switch (act) {
    case Act::Rewrite:
        if (hasFile)
            saveFile(place, file(), m_ledger.fresh(node), false);
        return;
    case Act::Append:
    case Act::Patch:
    case Act::PatchLarge: {
        if (!hasFile)
            return;
        Bytes path = file();
        for (const Bytes& other : place.files) {
            if (act == Act::PatchLarge && contentOf(other).value_or("").size() >= kLarge)
                path = other;
        }
        auto content = contentOf(path);
        if (!content)
            return;
        const Bytes mark = m_ledger.fresh(node);
        const size_t offset = act == Act::Append ? content->size() : place.dice.below(content->size() + 1);
        content->resize(std::max(content->size(), offset + mark.size()));
        content->replace(offset, mark.size(), mark);
        auto opened = disk.open(full(path), false);
        if (!opened)
            return;
        if ((*opened)->inode->writers > 1) { // two programs that write to one file see to that themselves
            disk.close(*opened);
            return;
        }
        const Bytes before = (*opened)->inode->content;
        wrote(node, path, *content, true);
        say(node, (act == Act::Append ? "appends to " : "changes a part of ") + path + ", now " + shortened(*content) +
                      " with " + mark);
        disk.write(*opened, offset, mark);
        disk.close(*opened);
        checkWritten(node, path, **opened, *content);
        if ((*opened)->inode->content != before)
            excuse(node, before);
        return;
    }
    case Act::Remove:
        if (hasFile) {
            const Bytes path = file();
            say(node, "removes " + path + (contentOf(path) ? " " + shortened(*contentOf(path)) : Bytes()));
            excuseAt(node, path);
            (void)disk.remove(full(path));
        }
        return;
    case Act::Rename:
        if (hasFile) {
            const Bytes path = file();
            place.only.reset(); // it gets any name
            moveName(place, path, target(place));
        }
        return;
    case Act::RenameCase:
        if (hasFile) {
            const Bytes path = file();
            Bytes other = path;
            char& last = other.back();
            last = last == 'a' ? 'A' : last == 'A' ? 'a' : last;
            moveName(place, path, other);
        }
        return;
    case Act::Swap:
        if (hasFile)
            rotate(place, {file(), secondFile()});
        return;
    case Act::Rotate:
        if (hasFile)
            rotate(place, {file(), file(), file()});
        return;
    case Act::Chmod:
    case Act::Touch:
        if (hasFile)
            changeFacts(place, act == Act::Chmod);
        return;
    case Act::MoveDirectory:
        if (hasDirectory)
            moveDirectory(place, directory(), target(place));
        return;
    case Act::SwapDirectories:
        if (hasDirectory)
            swapDirectories(place, directory(), place.to.empty() ? directory() : place.to);
        return;
    case Act::SwapDirectoriesSlowly:
        swapSlowly(place);
        return;
    case Act::RemoveDirectory:
    case Act::FileForDirectory:
        if (hasDirectory) {
            const Bytes path = directory();
            removeTree(place, path);
            if (act == Act::FileForDirectory && !at(node, path))
                saveFile(place, path, m_ledger.fresh(node), false);
        }
        return;
    case Act::DirectoryForFile:
        if (hasFile) {
            const Bytes path = file();
            say(node, "makes a directory of " + path);
            excuseAt(node, path);
            (void)disk.remove(full(path));
            (void)disk.makeDirectory(full(path));
            touched(node);
            saveFile(place, path + "/a", m_ledger.fresh(node), false);
        }
        return;
    default:
        return;
    }
}

void People::saveFile(Place& place, const Bytes& path, const Bytes& content, bool byRename, int tries)
{
    const NodeId node = place.node;
    SimDisk& disk = m_world.disk(node);
    const InodePtr there = at(node, path);
    if (there && (there->type == FileType::Directory || (there->writers > 0 && !byRename)))
        return; // two programs that write to one file see to that themselves
    const bool isLink = at(node, path) && at(node, path)->type == FileType::Symlink;
    const Bytes into = byRename ? path + ".tmp" + std::to_string(++m_temporary) : path;
    if (isLink && !byRename) {
        excuseAt(node, path);
        (void)disk.remove(full(path));
    }
    const Bytes replaced = at(node, path) && !isLink ? at(node, path)->content : Bytes();
    const bool existed = at(node, path) != nullptr;
    auto opened = disk.open(full(into), true);
    if (!opened && opened.error().code == ErrorCode::Busy && tries > 0) {
        // As a program that waits until an engine gives its lease back.
        m_world.events().after(kMs, [this, node, path, content, byRename, tries] {
            const auto dice = makeSeededRandom(1);
            Place again{node, *dice, {}, {}};
            saveFile(again, path, content, byRename, tries - 1);
        });
        return;
    }
    if (!opened)
        return;
    if (existed && !byRename && !isLink) {
        touched(node);
        excuse(node, replaced);
    }
    say(node, (byRename ? "saves " : "writes ") + shortened(content) + " to " + path);
    wrote(node, into, content, true);
    disk.write(*opened, 0, content);
    disk.close(*opened);
    checkWritten(node, path, **opened, content);
    if (byRename) {
        excuseAt(node, path);
        (void)disk.rename(full(into), full(path));
    }
}

// On a full disk a part of it is there, or nothing.
void People::checkWritten(NodeId node, const Bytes& path, const Dentry& file, const Bytes& content)
{
    if (file.inode->links > 1) // it is under other names, too
        m_ledger.moved(content);
    if (file.inode->content == content)
        return;
    m_ledger.excuse(content, node);
    wrote(node, path, file.inode->content, false);
}

void People::writeSlowly(Place& place)
{
    const NodeId node = place.node;
    const Bytes path = target(place);
    if (const InodePtr inode = at(node, path); inode && (inode->type == FileType::Symlink || inode->writers > 0))
        return;
    if (!makeRoom(node, path))
        return;
    auto opened = m_world.disk(node).open(full(path), true);
    if (!opened)
        return;
    const Bytes content = m_ledger.fresh(node, 200 + place.dice.below(3) * kLarge);
    say(node, "begins to write " + shortened(content) + " to " + path);
    touched(node);
    m_removed.erase((*opened)->inode);
    m_open[node].insert(*opened);
    continueSlowly(node, *opened, content, 0, place.dice.next());
}

void People::continueSlowly(NodeId node, const DentryPtr& file, const Bytes& content, size_t written, uint64_t dice)
{
    if (!m_open[node].contains(file))
        return; // its machine has lost power
    const auto random = makeSeededRandom(dice);
    SimDisk& disk = m_world.disk(node);
    const size_t part = std::min(content.size() - written, content.size() / 3 + 1);
    disk.write(file, written, ByteView(content).substr(written, part));
    // Where the disk was full for a while, a part is missing.
    if (!file->inode->content.empty())
        wrote(node, file->name, file->inode->content, false);
    written += part;
    if (written < content.size()) {
        const auto wait = static_cast<int64_t>(random->below(random->below(3) == 0 ? 4'000 * kMs : 50 * kMs));
        m_world.events().after(wait, [this, node, file, content, written, next = random->next()] {
            continueSlowly(node, file, content, written, next);
        });
        return;
    }
    disk.close(file);
    m_open[node].erase(file);
    wrote(node, file->name, content, true);
    checkWritten(node, file->name, *file, content);
    if (file->inode->links == 0 && m_removed.contains(file->inode))
        m_ledger.excuse(content, node);
    say(node, "has written " + shortened(content) + ", now at " + file->name);
}

void People::moveName(Place& place, const Bytes& from, const Bytes& to)
{
    const NodeId node = place.node;
    if (from == to)
        return;
    const size_t slash = to.rfind('/');
    const InodePtr source = at(node, from);
    const InodePtr parent = at(node, slash == Bytes::npos ? Bytes() : to.substr(0, slash));
    if (!source || !parent || source->volume != parent->volume)
        return; // there is no rename between file systems
    const InodePtr there = at(node, to);
    if (there && (there->type == FileType::Directory || there == source))
        return;
    say(node, "renames " + from + " to " + to);
    excuseAt(node, to);
    movedAt(node, from);
    touched(node);
    (void)m_world.disk(node).rename(full(from), full(to));
}

void People::rotate(Place& place, std::vector<Bytes> names)
{
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    if (names.size() < 2)
        return;
    const NodeId node = place.node;
    SimDisk& disk = m_world.disk(node);
    const auto isApart = [&](const Bytes& name) { return at(node, name)->volume != at(node, names[0])->volume; };
    if (std::any_of(names.begin(), names.end(), isApart))
        return; // there is no rename between file systems
    Bytes all;
    for (const Bytes& name : names) {
        movedAt(node, name);
        all += " " + name;
    }
    say(node, "rotates" + all);
    Bytes between = names[0] + ".between";
    while (at(node, between)) // left by a power cut, and perhaps one of these
        between += "~";
    (void)disk.rename(full(names[0]), full(between));
    for (size_t i = 1; i < names.size(); ++i)
        (void)disk.rename(full(names[i]), full(names[i - 1]));
    (void)disk.rename(full(between), full(names.back()));
}

void People::moveDirectory(Place& place, const Bytes& from, const Bytes& to)
{
    const NodeId node = place.node;
    if (at(node, to) || (to + "/").starts_with(from + "/") || !at(node, from))
        return;
    // Between file systems there is no such rename; what a device does that has another one there than the mover is
    // known to be weak (docs/operations.md).
    if (from.starts_with("nested/") != to.starts_with("nested/") && m_world.hasNested())
        return;
    say(node, "moves " + from + "/ to " + to + "/");
    touched(node);
    // Under a name that it knows, an engine takes it for the directory that was there, and each file in it for renamed.
    if (m_left.contains({node, to})) {
        m_world.disk(node).forEach(full(from), [this](const Bytes&, const Inode& inode) {
            if (inode.type != FileType::Directory)
                m_ledger.moved(inode.content);
        });
    }
    m_left.emplace(node, from);
    (void)m_world.disk(node).rename(full(from), full(to));
}

void People::swapDirectories(Place& place, const Bytes& one, const Bytes& two)
{
    if (!areApart(one, two))
        return;
    const Bytes between = one + ".between";
    moveDirectory(place, one, between);
    moveDirectory(place, two, one);
    moveDirectory(place, between, two);
}

// With pauses, in which engines see each of the three moves.
void People::swapSlowly(Place& place)
{
    std::vector<std::pair<Bytes, Bytes>> pairs;
    for (const Bytes& one : place.dirs) {
        for (const Bytes& two : place.dirs) {
            // On a file system of its own within the share, a directory cannot give way (.sync/Moving is on another).
            const bool isNested = one.starts_with("nested/") || two.starts_with("nested/");
            if (!one.empty() && !two.empty() && areApart(one, two) && !(isNested && m_world.hasNested()))
                pairs.emplace_back(one, two);
        }
    }
    if (pairs.empty())
        return;
    const auto [one, two] = pairs[place.dice.below(pairs.size())];
    saveFile(place, one + "/a", m_ledger.fresh(place.node), false); // or nobody could tell them apart
    const Bytes between = one + ".between";
    const std::array<std::pair<Bytes, Bytes>, 3> moves{{{one, between}, {two, one}, {between, two}}};
    for (size_t i = 0; i < moves.size(); ++i) {
        m_world.events().after(static_cast<int64_t>(i + 1) * 1'000 * kMs, [this, node = place.node, move = moves[i]] {
            const auto dice = makeSeededRandom(1);
            Place again{node, *dice, {}, {}};
            moveDirectory(again, move.first, move.second);
        });
    }
}

void People::makeLink(Place& place, bool hard)
{
    const NodeId node = place.node;
    SimDisk& disk = m_world.disk(node);
    const Bytes path = target(place);
    if (hard) {
        const Bytes from = place.files.empty() ? Bytes()
                           : place.to.empty()  ? pick(place.files, place.dice)
                                               : *place.only;
        const InodePtr inode = from.empty() || from == path ? nullptr : at(node, from);
        if (!inode || inode->type != FileType::File || at(node, path) == inode || !makeRoom(node, path))
            return;
        say(node, "hard links " + path + " to " + from);
        movedAt(node, from);
        touched(node);
        (void)disk.remove(full(path));
        (void)disk.link(full(from), full(path));
        return;
    }
    if (!makeRoom(node, path))
        return;
    const Bytes to = m_ledger.fresh(node);
    say(node, "makes a symlink to " + to + " at " + path);
    (void)disk.remove(full(path));
    if (disk.makeSymlink(to, full(path)))
        wrote(node, path, to, true);
}

void People::changeFacts(Place& place, bool mode)
{
    const NodeId node = place.node;
    const Bytes path = pick(place.files, place.dice);
    movedAt(node, path);
    const InodePtr inode = at(node, path);
    if (!inode || inode->type == FileType::Symlink)
        return;
    SimDisk& disk = m_world.disk(node);
    if (mode) {
        const auto bits = static_cast<uint32_t>(0600 | place.dice.below(2) * 0100 | place.dice.below(2) * 0044);
        say(node, "sets the mode of " + path);
        (void)disk.setMode(full(path), bits);
    } else {
        say(node, "sets the time of " + path);
        (void)disk.setTime(full(path), disk.wallNs() - static_cast<int64_t>(place.dice.below(5'000'000)) * kMs);
    }
}

void People::removeTree(Place& place, const Bytes& path)
{
    const NodeId node = place.node;
    SimDisk& disk = m_world.disk(node);
    say(node, "removes " + path + "/ with all in it");
    touched(node);
    std::vector<Bytes> below;
    disk.forEach(full(path), [&below, &path](const Bytes& name, const Inode&) { below.push_back(path + "/" + name); });
    std::sort(below.rbegin(), below.rend()); // what is deeper first
    for (const Bytes& one : below) {
        excuseAt(node, one);
        (void)disk.remove(full(one));
    }
    (void)disk.remove(full(path));
    m_left.emplace(node, path);
}

} // namespace shoal::sim
