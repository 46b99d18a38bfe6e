// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/conflicts_pane.h"

#include "desktop/models/words.h"
#include "desktop/ui/ask_first.h"
#include "desktop/ui/hint.h"
#include "desktop/ui/open_place.h"
#include "desktop/ui/table.h"
#include "desktop/ui/version_card.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace shoal::ui {

using models::ConflictItem;
using models::ConflictModel;

namespace {

QStringList factsOf(qint64 size, const std::optional<qint64>& mtimeMs, const QString& author)
{
    QStringList facts{models::sizeInWords(size)};
    if (mtimeMs)
        facts << ConflictsPane::tr("Last changed %1").arg(models::momentInWords(*mtimeMs));
    if (!author.isEmpty())
        facts << ConflictsPane::tr("Written on %1", "name of a device").arg(author);
    return facts;
}

QStringList factsOfOriginal(const ConflictItem& item)
{
    if (!item.originalSize)
        return {ConflictsPane::tr("This file is not there any more.")};
    return factsOf(*item.originalSize, item.originalMtimeMs, item.originalAuthor);
}

QStringList factsOfCopy(const ConflictItem& item)
{
    return factsOf(item.size, item.mtimeMs, item.author);
}

} // namespace

ConflictsPane::ConflictsPane(const PageContext& context, QWidget* parent)
    : SharePane(parent), m_context(context), m_model(context.instance, context.clock),
      m_table(new Table(m_model, ConflictModel::File, this)), m_versions(new QWidget(this)),
      m_this(new VersionCard(m_versions)), m_that(new VersionCard(m_versions)), m_both(new QPushButton(m_versions)),
      m_note(new QLabel(this))
{
    m_table->makeSortable(ConflictModel::kSortRole, ConflictModel::When, Qt::DescendingOrder);
    m_table->setColumnChars(ConflictModel::OriginalAuthor, 20);
    m_table->setColumnChars(ConflictModel::Author, 20);
    m_table->setColumnChars(ConflictModel::When, 24);
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    auto* const cards = new QHBoxLayout;
    cards->addWidget(m_this, 1);
    cards->addWidget(m_that, 1);
    auto* const below = new QVBoxLayout(m_versions);
    below->setContentsMargins(0, 0, 0, 0);
    below->addLayout(cards);
    below->addWidget(m_both, 0, Qt::AlignHCenter);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_table, 1);
    column->addWidget(m_versions);
    column->addWidget(m_note);
    connect(&m_model, &ConflictModel::conditionChanged, this, &ConflictsPane::showCondition);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &ConflictsPane::showChosen);
    connect(m_table, &Table::selectionChanged, this, &ConflictsPane::showChosen);
    connect(m_this, &VersionCard::openChosen, this, [this] {
        if (const ConflictItem* item = chosen())
            openFile(m_share.dir, item->original);
    });
    connect(m_that, &VersionCard::openChosen, this, [this] {
        if (const ConflictItem* item = chosen())
            openFile(m_share.dir, item->path);
    });
    connect(m_this, &VersionCard::keepChosen, this, [this] { keep(Keep::This); });
    connect(m_that, &VersionCard::keepChosen, this, [this] { keep(Keep::That); });
    connect(m_both, &QPushButton::clicked, this, [this] { keep(Keep::Both); });
    retranslate();
}

void ConflictsPane::setShare(const models::Share& share)
{
    const bool isOther = share.id != m_share.id;
    const bool isNews = share.conflicts != m_share.conflicts || share.state != m_share.state;
    m_share = share;
    if (isOther)
        m_model.setShare(share.id);
    else if (isNews)
        m_model.refresh();
    if (isOther || isNews) {
        Q_EMIT titleChanged();
        showCondition();
    }
}

QString ConflictsPane::title() const
{
    return m_share.conflicts > 0 ? tr("Conflicts (%1)").arg(m_share.conflicts) : tr("Conflicts");
}

void ConflictsPane::setShown(bool shown)
{
    m_model.setShown(shown);
}

const ConflictItem* ConflictsPane::chosen() const
{
    const int row = m_table->currentRow();
    return row < 0 ? nullptr : &m_model.at(row);
}

void ConflictsPane::showCondition()
{
    if (!m_model.failure().isEmpty())
        m_table->hint().setTexts(tr("Conflicts cannot be shown"), m_model.failure());
    else if (m_model.isKnown())
        m_table->hint().setTexts(tr("No conflicts"),
                                 tr("When a file is changed on two devices before they could tell each other, both "
                                    "versions are kept, and you choose here."));
    else
        m_table->hint().setTexts(QString(), QString());
    if (m_model.rowCount() > 0 && m_table->currentRow() < 0)
        m_table->view().setCurrentIndex(m_table->view().model()->index(0, 0));
    m_note->setVisible(m_model.rowCount() > 0 && (!m_share.canWrite || m_model.hasMore()));
    m_note->setText(m_share.canWrite ? tr("There are more conflicts than are listed here.")
                                     : tr("This device may only read: choose on a device that may write."));
    showChosen();
}

void ConflictsPane::showChosen()
{
    const ConflictItem* const item = chosen();
    m_versions->setVisible(item != nullptr);
    if (!item)
        return;
    m_this->setTexts(tr("This version has the file’s name"), item->original.shown, factsOfOriginal(*item));
    m_that->setTexts(tr("That version was put beside it"), item->path.shown, factsOfCopy(*item));
    m_this->setEnabledActions(item->originalSize.has_value(), m_share.canWrite);
    m_that->setEnabledActions(true, m_share.canWrite);
    m_both->setEnabled(m_share.canWrite);
}

void ConflictsPane::keep(Keep which)
{
    const ConflictItem* const item = chosen();
    if (!item)
        return;
    if (which == Keep::Both)
        return give(*item, QStringLiteral("both"));
    const bool isThis = which == Keep::This;
    Confirmation confirmation;
    confirmation.title = isThis ? tr("Keep this version") : tr("Keep that version");
    confirmation.text = isThis ? tr("Keep the version that has the name “%1”?").arg(item->original.shown)
                               : tr("Give the version of %1 the name “%2”?").arg(item->author, item->original.shown);
    confirmation.detail = tr("The other version goes to the archive, on all devices.");
    confirmation.action = isThis ? tr("Keep this") : tr("Keep that");
    askFirst(this, confirmation,
             [this, item = *item, isThis] { give(item, isThis ? QStringLiteral("this") : QStringLiteral("that")); });
}

void ConflictsPane::give(const ConflictItem& item, const QString& keep)
{
    QJsonObject params{{QStringLiteral("share"), item.share}, {QStringLiteral("keep"), keep}};
    models::putPath(params, QStringLiteral("path"), item.path);
    m_context.orders.give(QStringLiteral("resolve"), params, this, [this](const QJsonObject&) { m_model.refresh(); });
}

void ConflictsPane::retranslate()
{
    m_table->view().setAccessibleName(tr("Conflicts"));
    m_this->setActions(tr("Open"), tr("Keep &this"));
    m_that->setActions(tr("Open"), tr("Keep t&hat"));
    m_both->setText(tr("Keep &both"));
    m_both->setToolTip(tr("The copy gets an ordinary name with the device and the date in it"));
    m_model.retranslate();
    showCondition();
}

} // namespace shoal::ui
