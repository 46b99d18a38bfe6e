// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/secret_row.h"

#include <QClipboard>
#include <QEvent>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QVBoxLayout>

namespace shoal::ui {

namespace {

// A cover tells nothing, not even the length.
const QString kCover(12, QChar(0x2022));

} // namespace

void copySecret(const QString& secret)
{
    auto* const data = new QMimeData;
    data->setText(secret);
    data->setData(QStringLiteral("x-kde-passwordManagerHint"), QByteArrayLiteral("secret"));
    QGuiApplication::clipboard()->setMimeData(data);
}

SecretRow::SecretRow(Permission permission, QWidget* parent)
    : QWidget(parent), m_permission(permission), m_title(new QLabel), m_meaning(new QLabel), m_edit(new QLineEdit),
      m_uncover(new QPushButton), m_copy(new QPushButton), m_done(new QLabel)
{
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setBuddy(m_edit);
    m_meaning->setWordWrap(true);
    m_edit->setReadOnly(true);
    m_edit->setLayoutDirection(Qt::LeftToRight); // no language turns a secret round
    m_edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    for (QPushButton* const button : {m_uncover, m_copy})
        button->setAutoDefault(false);
    m_uncover->setCheckable(true);
    m_uncover->setVisible(permission == Permission::ReadWrite);
    m_copy->setObjectName(permission == Permission::ReadWrite ? QStringLiteral("copyReadWrite")
                                                              : QStringLiteral("copyReadOnly"));
    m_done->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);

    auto* const row = new QHBoxLayout;
    row->addWidget(m_edit, 1);
    row->addWidget(m_uncover);
    row->addWidget(m_copy);
    auto* const head = new QHBoxLayout;
    head->addWidget(m_title);
    head->addStretch(1);
    head->addWidget(m_done);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(head);
    column->addWidget(m_meaning);
    column->addLayout(row);

    connect(m_uncover, &QPushButton::toggled, this, [this](bool isOn) {
        showSecret();
        Q_EMIT uncovered(isOn);
    });
    connect(m_copy, &QPushButton::clicked, this, [this] {
        copySecret(m_secret);
        m_done->setText(tr("Copied"));
        Q_EMIT copied();
    });
    retranslate();
    showSecret();
}

void SecretRow::setSecret(const QString& secret)
{
    m_secret = secret;
    m_done->clear();
    m_uncover->setChecked(false);
    showSecret();
}

bool SecretRow::isUncovered() const
{
    return m_permission == Permission::ReadOnly || m_uncover->isChecked();
}

void SecretRow::showSecret()
{
    m_edit->setText(m_secret.isEmpty() || isUncovered() ? m_secret : kCover);
    m_edit->setCursorPosition(0);
    m_uncover->setEnabled(!m_secret.isEmpty());
    m_copy->setEnabled(!m_secret.isEmpty() && isUncovered());
    m_uncover->setText(m_uncover->isChecked() ? tr("&Hide") : tr("&Show"));
}

void SecretRow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        showSecret();
    }
    QWidget::changeEvent(event);
}

void SecretRow::retranslate()
{
    const bool canWrite = m_permission == Permission::ReadWrite;
    m_title->setText(canWrite ? tr("Read-&write secret") : tr("Read-&only secret"));
    m_meaning->setText(canWrite ? tr("Whoever has it can read, change and delete everything in this folder. Give it to "
                                     "your own devices, and to people you trust with the files.")
                                : tr("Whoever has it receives everything in this folder and can change nothing of it "
                                     "on other devices."));
    m_edit->setAccessibleName(canWrite ? tr("Read-write secret") : tr("Read-only secret"));
    m_uncover->setToolTip(tr("Shows the secret, so that it can be copied"));
    m_uncover->setAccessibleName(tr("Show the read-write secret"));
    m_copy->setText(canWrite ? tr("&Copy") : tr("Co&py"));
    m_copy->setAccessibleName(canWrite ? tr("Copy the read-write secret") : tr("Copy the read-only secret"));
    if (!m_done->text().isEmpty())
        m_done->setText(tr("Copied"));
}

} // namespace shoal::ui
