// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/share_dialog.h"

#include "desktop/models/instance.h"
#include "desktop/models/private_file.h"
#include "desktop/models/share_link.h"
#include "desktop/ui/note_line.h"
#include "desktop/ui/qr_code.h"
#include "desktop/ui/rotate_dialog.h"
#include "desktop/ui/secret_row.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace shoal::ui {

namespace {

enum Kind { ReadOnly, ReadWrite };

// Of the column beside the code, in letters.
constexpr int kWidth = 44;

} // namespace

ShareDialog::ShareDialog(models::Instance& instance, SecretTool& secrets, const QString& share, const QString& folder,
                         QWidget* parent)
    : QDialog(parent), m_instance(instance), m_secrets(secrets), m_share(share), m_folder(folder), m_title(new QLabel),
      m_readOnly(new SecretRow(SecretRow::Permission::ReadOnly)),
      m_readWrite(new SecretRow(SecretRow::Permission::ReadWrite)), m_note(new NoteLine), m_kindLabel(new QLabel),
      m_kind(new QComboBox), m_code(new QrView), m_hint(new QLabel), m_copyLink(new QPushButton),
      m_save(new QPushButton), m_rotate(new QPushButton), m_buttons(new QDialogButtonBox(QDialogButtonBox::Close))
{
    m_code->setObjectName(QStringLiteral("code"));
    m_kind->setObjectName(QStringLiteral("kind"));
    m_kind->addItems({QString(), QString()});
    buildForm();
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ShareDialog::showLink);
    connect(m_readWrite, &SecretRow::uncovered, this, &ShareDialog::showLink);
    connect(m_copyLink, &QPushButton::clicked, this, [this] {
        copySecret(link());
        m_note->say(NoteLine::Kind::Good, tr("The link is copied."));
    });
    connect(m_save, &QPushButton::clicked, this, &ShareDialog::saveFile);
    connect(m_rotate, &QPushButton::clicked, this, &ShareDialog::rotate);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    retranslate();
    ask();
}

void ShareDialog::buildForm()
{
    QFont large = m_title->font();
    large.setBold(true);
    m_title->setFont(large);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_hint->setWordWrap(true);
    m_hint->setMinimumWidth(fontMetrics().averageCharWidth() * kWidth);
    m_kindLabel->setBuddy(m_kind);
    for (QPushButton* const button : {m_copyLink, m_save, m_rotate})
        button->setAutoDefault(false);
    auto* const kind = new QHBoxLayout;
    kind->addWidget(m_kindLabel);
    kind->addWidget(m_kind);
    kind->addStretch(1);
    auto* const actions = new QHBoxLayout;
    actions->addWidget(m_copyLink);
    actions->addWidget(m_save);
    actions->addStretch(1);
    auto* const words = new QVBoxLayout;
    words->addLayout(kind);
    words->addWidget(m_hint);
    words->addLayout(actions);
    words->addStretch(1);
    auto* const pass = new QHBoxLayout;
    pass->addWidget(m_code);
    pass->addLayout(words, 1);
    auto* const last = new QHBoxLayout;
    last->addWidget(m_rotate);
    last->addStretch(1);
    last->addWidget(m_buttons);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_title);
    column->addSpacing(fontMetrics().height() / 2);
    column->addWidget(m_readOnly);
    column->addSpacing(fontMetrics().height() / 2);
    column->addWidget(m_readWrite);
    column->addSpacing(fontMetrics().height() / 2);
    column->addLayout(pass);
    column->addWidget(m_note);
    column->addStretch(1);
    column->addLayout(last);
}

void ShareDialog::ask()
{
    m_instance.call(QStringLiteral("secret"), {{QStringLiteral("share"), m_share}}, this,
                    [this](const Result<QJsonObject>& answer) {
                        if (answer)
                            take(*answer);
                        else
                            m_note->say(NoteLine::Kind::Error, QString::fromStdString(answer.error().context));
                    });
}

void ShareDialog::take(const QJsonObject& secrets)
{
    m_readOnly->setSecret(secrets.value(QLatin1String("read_only")).toString());
    m_readWrite->setSecret(secrets.value(QLatin1String("secret")).toString());
    m_readWrite->setVisible(!m_readWrite->secret().isEmpty());
    m_kind->setEnabled(!m_readWrite->secret().isEmpty());
    m_kind->setCurrentIndex(ReadOnly);
    showLink();
}

QString ShareDialog::chosenSecret() const
{
    if (m_kind->currentIndex() == ReadOnly)
        return m_readOnly->secret();
    return m_readWrite->isUncovered() ? m_readWrite->secret() : QString();
}

QString ShareDialog::link() const
{
    return chosenSecret().isEmpty() ? QString() : models::toText({chosenSecret(), QFileInfo(m_folder).fileName()});
}

void ShareDialog::showLink()
{
    m_code->setText(link());
    m_copyLink->setEnabled(!link().isEmpty());
    m_save->setEnabled(!link().isEmpty());
    const bool isCovered = m_kind->currentIndex() == ReadWrite && !m_readWrite->isUncovered();
    m_hint->setText(isCovered ? tr("Show the read-write secret first.")
                              : tr("Scan the code, or send the link over a way that nobody else can read. It opens "
                                   "Shoal on the other device. The file holds the secret, and only you can read it."));
}

void ShareDialog::saveFile()
{
    auto* const dialog = new QFileDialog(this, tr("Save the Secret"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDirectory(QDir::homePath());
    dialog->setDefaultSuffix(QStringLiteral("txt"));
    dialog->selectFile(QFileInfo(m_folder).fileName() + QLatin1String("-secret.txt"));
    connect(dialog, &QFileDialog::fileSelected, this, &ShareDialog::write);
    dialog->open();
}

// One line, as `shoal share add --file` reads it. The dialog has asked before it replaces something.
void ShareDialog::write(const QString& path)
{
    const QByteArray content = chosenSecret().toUtf8() + '\n';
    m_work.run(
        this,
        [path, content] { return models::PrivateFile::write(path, content, models::PrivateFile::IfThere::Replace); },
        [this, path](const Result<void>& written) {
            if (written)
                m_note->say(NoteLine::Kind::Good, tr("The secret is saved in %1.").arg(path));
            else
                m_note->say(NoteLine::Kind::Error, QString::fromStdString(written.error().context));
        });
}

void ShareDialog::rotate()
{
    auto* const dialog = new RotateDialog(m_instance, m_secrets, m_share, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RotateDialog::rotated, this, [this](const QJsonObject& answer) {
        m_share = m_folder;
        take(answer);
        const QString todo = answer.value(QLatin1String("what_to_do")).toString();
        m_note->say(todo.isEmpty() ? NoteLine::Kind::Good : NoteLine::Kind::Warning,
                    todo.isEmpty() ? tr("The share has a new secret. Its other devices need it, too.") : todo);
    });
    dialog->open();
}

void ShareDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void ShareDialog::retranslate()
{
    setWindowTitle(tr("Share “%1”").arg(QFileInfo(m_folder).fileName()));
    m_title->setText(tr("Share %1 with other devices").arg(m_folder));
    m_kindLabel->setText(tr("&Link and code for:"));
    m_kind->setItemText(ReadOnly, tr("Reading only"));
    m_kind->setItemText(ReadWrite, tr("Reading and writing"));
    m_code->setAccessibleName(tr("QR code of the link"));
    m_copyLink->setText(tr("Copy &Link"));
    m_save->setText(tr("&Save as File…"));
    m_rotate->setText(tr("Change the Se&cret…"));
    showLink();
}

} // namespace shoal::ui
