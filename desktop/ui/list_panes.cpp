// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/list_panes.h"

#include "desktop/models/words.h"
#include "desktop/ui/hint.h"
#include "desktop/ui/icons.h"
#include "desktop/ui/progress_delegate.h"
#include "desktop/ui/table.h"

#include <QLabel>
#include <QVBoxLayout>

namespace shoal::ui {

using models::PeerModel;
using models::TransferModel;

// --- Peers ------------------------------------------------------------------------------------------

PeersPane::PeersPane(const PageContext& context, QWidget* parent)
    : SharePane(parent), m_model(context.peers), m_table(new Table(m_model, PeerModel::Name, this))
{
    m_table->makeSortable(PeerModel::kSortRole, PeerModel::State, Qt::AscendingOrder);
    m_table->setColumnChars(PeerModel::State, 22);
    m_table->setColumnChars(PeerModel::Missing, 12);
    m_table->setColumnChars(PeerModel::Connection, 10);
    m_table->setColumnChars(PeerModel::Down, 9);
    m_table->setColumnChars(PeerModel::Up, 9);
    m_table->setColumnChars(PeerModel::Permission, 10);
    m_table->setColumnChars(PeerModel::Version, 8);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_table);
    for (const auto& signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_model, signal, this, &SharePane::titleChanged);
    connect(&m_table->hint(), &Hint::actionChosen, this, &PeersPane::shareRequested);
    retranslate();
}

void PeersPane::setShare(const models::Share& share)
{
    const bool isOther = share.id != m_share.id || share.state != m_share.state;
    m_share = share;
    if (isOther) {
        m_model.setShare(share.id);
        showHint();
    }
}

QString PeersPane::title() const
{
    const int count = m_model.rowCount();
    return count > 0 ? tr("Devices (%1)").arg(count) : tr("Devices");
}

void PeersPane::showHint()
{
    if (m_share.state == models::ShareState::Paused)
        m_table->hint().setTexts(tr("The share is paused"), tr("Nobody is connected until it is resumed."));
    else
        m_table->hint().setTexts(
            tr("No other device has this share yet"),
            tr("Give its secret to another device: there, choose to join a share. Devices of the same "
               "local network find each other by themselves."));
    m_table->hint().setAction(m_share.state == models::ShareState::Paused ? QString() : tr("Share with a device…"));
}

void PeersPane::retranslate()
{
    m_table->view().setAccessibleName(tr("Devices of this share"));
    m_model.retranslate();
    showHint();
}

// --- Transfers --------------------------------------------------------------------------------------

TransfersPane::TransfersPane(const PageContext& context, QWidget* parent)
    : SharePane(parent), m_model(context.instance, context.clock),
      m_table(new Table(m_model, TransferModel::File, this)), m_queued(new QLabel(this))
{
    m_table->makeSortable(TransferModel::kSortRole, TransferModel::File, Qt::AscendingOrder);
    m_table->setColumnChars(TransferModel::Progress, 24);
    m_table->setColumnChars(TransferModel::Rate, 10);
    m_table->setColumnChars(TransferModel::Peers, 18);
    m_table->view().setItemDelegateForColumn(TransferModel::Progress,
                                             new ProgressDelegate(TransferModel::kPartRole, &m_table->view()));
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_table, 1);
    column->addWidget(m_queued);
    connect(&m_model, &TransferModel::conditionChanged, this, &TransfersPane::showCondition);
    retranslate();
}

void TransfersPane::setShare(const models::Share& share)
{
    if (share.id != m_share.id)
        m_model.setShare(share.id);
    if (share.state != m_share.state)
        m_model.refresh();
    m_share = share;
    showCondition();
}

QString TransfersPane::title() const
{
    return tr("Transfers");
}

void TransfersPane::setShown(bool shown)
{
    m_model.setShown(shown);
}

void TransfersPane::showCondition()
{
    m_queued->setVisible(m_model.queuedFiles() > 0);
    m_queued->setText(
        tr("Still to begin: %1, %2", "number of files, size")
            .arg(models::filesInWords(m_model.queuedFiles()), models::sizeInWords(m_model.queuedBytes())));
    if (!m_model.failure().isEmpty())
        m_table->hint().setTexts(tr("Nothing is transferred"), m_model.failure());
    else if (m_model.isKnown())
        m_table->hint().setTexts(tr("Nothing is on its way"),
                                 tr("Files appear here while they are sent to or received from other devices."));
    else
        m_table->hint().setTexts(QString(), QString());
}

void TransfersPane::retranslate()
{
    m_table->view().setAccessibleName(tr("Files on their way"));
    m_model.retranslate();
    showCondition();
}

} // namespace shoal::ui
